import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import { dropChannel, eventChannels, requestChannels } from '../shared/ipc/channels.ts'

type Ask = (input: unknown) => Promise<unknown>
type Listener = (payload: unknown) => void

const request: Record<string, Ask> = {}
for (const channel of requestChannels) request[channel] = (input) => ipcRenderer.invoke(channel, input)

function subscribe(event: string, listener: Listener): () => void {
  if (!(eventChannels as string[]).includes(event)) throw new Error(`There is no event ${event}.`)
  // The event object of ipcRenderer stays on this side: it holds the means to send anywhere.
  const forward = (_event: IpcRendererEvent, payload: unknown) => listener(payload)
  ipcRenderer.on(event, forward)
  return () => {
    ipcRenderer.off(event, forward)
  }
}

// The path comes from the system for a file the user dropped; it is empty for a File made by a script.
function locateDropped(file: File): Promise<unknown> {
  return ipcRenderer.invoke(dropChannel, { path: webUtils.getPathForFile(file) })
}

contextBridge.exposeInMainWorld('assay', { request, subscribe, locateDropped })
