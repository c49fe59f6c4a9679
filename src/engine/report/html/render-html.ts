import { createHash } from 'node:crypto'
import { escapeText } from '../../../shared/text/escape-name.ts'
import { renderJson } from '../render-json.ts'
import type { ReportModel } from '../report-model.ts'
import { viewBack, viewCover } from './cover-view.ts'
import { viewFindingTable } from './finding-view.ts'
import type { PageAssets } from './assemble-page.ts'
import { loadPageAssets } from './page-assets.ts'
import { escapeHtml, toHtml, view, type ViewNode } from './view-tree.ts'

/** Findings that stand in the page for readers without scripts. */
const plainFindings = 200

/**
 * The report as one HTML file that needs nothing else: its content security policy lets in the one script and the one style
 * it holds, by their hashes, and not a byte from anywhere. It holds the JSON report's bytes. Errors: `cancelled`.
 */
export async function* renderHtml(model: ReportModel, signal?: AbortSignal): AsyncGenerator<string> {
  const assets = await loadPageAssets()
  yield `<!doctype html>\n<html lang="en">\n${renderHead(model, assets)}\n<body>\n`
  yield toHtml(
    view(
      'main',
      {},
      view('div', { id: 'cover' }, viewCover(model)),
      viewFindings(model),
      view('div', { id: 'back' }, viewBack(model)),
      viewCheck(),
    ),
  )
  yield `\n<footer class="foot">${escapeHtml(footOf(model))}</footer>\n<script type="application/json" id="report">\n`
  yield* renderJson(model, signal)
  yield `</script>\n<script type="module">${assets.script}</script>\n</body>\n</html>\n`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

function renderHead(model: ReportModel, { script, style }: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  const title = `${model.summary.title} ${escapeText(model.summary.runId)}`.trim()
  return [
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
  ].join('\n')
}

function viewFindings({ summary, findings }: ReportModel): ViewNode {
  const { note } = summary.findingExtent
  if (findings.length === 0 && summary.left === null) return view('div', { id: 'printed' })
  const listed = Math.min(findings.length, plainFindings)
  const shown = Array.from({ length: listed }, (_, index) => findings.at(index))
  return view(
    'section',
    { id: 'findings' },
    view('h2', {}, 'Findings'),
    ...(note === null ? [] : [view('p', { class: 'note' }, note)]),
    ...(findings.length === 0 && note === null ? [view('p', { class: 'note' }, 'None.')] : []),
    viewExplorer(),
    view('div', { id: 'printed' }, ...(listed === 0 ? [] : [viewFindingTable(shown, findings.length, listed)])),
  )
}

/** What the script fills: it stays hidden without one. */
function viewExplorer(): ViewNode {
  const grid = view('div', {
    class: 'grid',
    id: 'grid',
    role: 'grid',
    tabindex: '0',
    'aria-label': 'Findings',
    'aria-colcount': '4',
  })
  const nothing = view('p', { class: 'nothing', id: 'nothing', hidden: '' }, 'No finding has all of that.')
  return view(
    'div',
    { id: 'explorer', hidden: '' },
    view(
      'div',
      { class: 'tools' },
      view('div', { class: 'chips', id: 'chips', role: 'group', 'aria-label': 'Show only' }),
      view('input', {
        class: 'search',
        id: 'search',
        type: 'search',
        placeholder: 'Search paths, digests, evidence ( / )',
        'aria-label': 'Search findings',
      }),
      view('span', { class: 'shown-count', id: 'shown-count', role: 'status' }),
    ),
    view(
      'div',
      { class: 'panes' },
      view('div', { class: 'list' }, viewListHeading(), grid, nothing),
      view(
        'aside',
        { class: 'detail', id: 'detail', 'aria-label': 'The chosen finding', tabindex: '-1' },
        view(
          'div',
          { class: 'detail-head' },
          view('span', { id: 'detail-place' }),
          view('button', { type: 'button', class: 'close', id: 'close-detail' }, 'Close'),
        ),
        view('div', { id: 'detail-body', 'aria-live': 'polite' }),
      ),
    ),
  )
}

function viewListHeading(): ViewNode {
  const titles = ['Verdict', 'Path', 'Size', 'Digest']
  const cells = titles.map((title) => view('span', { class: `cell-${title.toLowerCase()}` }, title))
  return view('div', { class: 'list-heading', 'aria-hidden': 'true' }, cells)
}

function viewCheck(): ViewNode {
  return view(
    'section',
    {},
    view('h2', {}, 'The digests of this file'),
    view(
      'div',
      { id: 'check' },
      view(
        'p',
        { class: 'note' },
        'With scripts, this page recomputes the digests of its own data here. Without, the first check above does.',
      ),
    ),
  )
}

function footOf({ summary }: ReportModel): string {
  return `Made with ${summary.reporter.name} ${summary.reporter.version}. This file needs no network and asks for none.`
}
