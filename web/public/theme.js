// Before the first paint: the chosen theme, so that nothing flashes.
try {
  var theme = localStorage.getItem('kundenwert.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  var language = localStorage.getItem('kundenwert.language');
  if (language === 'de' || language === 'en') document.documentElement.lang = language;
} catch (refused) {
  // Without storage the system's theme and the browser's language hold.
}
