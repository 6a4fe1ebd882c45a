/** The names of the security schemes. */
export const API_KEY_SCHEME = "APIKeyHeader";
export const BROWSER_SESSION_SCHEME = "BrowserSession";
