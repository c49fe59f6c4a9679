import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './theme/tokens.css'
import './theme/mantine.css'
import './theme/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startSession } from './stores/session.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element.')
startSession()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
