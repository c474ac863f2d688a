/** Integration key of `tocsin alert send`, in the data directory. */
export const CLI_KEY_FILE = 'alert-send-key';
