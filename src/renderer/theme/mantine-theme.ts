import { createTheme } from '@mantine/core'

const compact = { defaultProps: { size: 'xs' } }

/** Colours and sizes are in mantine.css; here are only the properties components take. */
export const mantineTheme = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'default',
  components: {
    Button: compact,
    TextInput: compact,
    Textarea: compact,
    Select: compact,
    NativeSelect: compact,
    TagsInput: compact,
    Switch: compact,
    Checkbox: compact,
    SegmentedControl: compact,
    ActionIcon: { defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 80 } } },
    // The body never scrolls, and locking it would inject a style element.
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        closeButtonProps: { 'aria-label': 'Close', title: 'Close (Esc)' },
        transitionProps: { duration: 120 },
        overlayProps: { opacity: 0.4 },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close', title: 'Close' } } },
    Menu: { defaultProps: { shadow: 'none', transitionProps: { duration: 80 } } },
  },
})
