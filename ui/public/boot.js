// Before the first paint: the chosen theme and language, so that nothing flashes.
(function () {
  var theme = localStorage.getItem("vestnik.theme") || "system";
  var dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.lang = localStorage.getItem("vestnik.language") || "ru";
})();
