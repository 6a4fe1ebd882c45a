/* Runs before the first paint. The key and the values are those of theme.ts. */
{
  const theme = localStorage.getItem("syllable.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
