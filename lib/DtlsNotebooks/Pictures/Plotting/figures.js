(function () {
  'use strict';
  if (window.dtlsFigures && window.dtlsFigures.draw) return;

  var DARK = /*palette*/{};
  var PRINT_WIDTH = 660;
  var shown = [], printing = false;
  var measure = document.createElement('canvas').getContext('2d');

  // Which theme the page has, and whether that was read off the page or only off the system.
  function pageTheme() {
    var body = document.body, root = document.documentElement, classes = body.classList;
    if (classes.contains('vscode-high-contrast-light') || classes.contains('vscode-light')) return { dark: false, sure: true };
    if (classes.contains('vscode-dark') || classes.contains('vscode-high-contrast')) return { dark: true, sure: true };
    var named = root.getAttribute('data-theme');
    if (named === 'dark' || named === 'light') return { dark: named === 'dark', sure: true };
    var jupyter = body.getAttribute('data-jp-theme-light');
    if (jupyter) return { dark: jupyter === 'false', sure: true };
    var ground = groundOf(body);
    if (ground) return { dark: isDark(ground), sure: true };
    return { dark: window.matchMedia('(prefers-color-scheme: dark)').matches, sure: false };
  }

  // The colour behind an element: the nearest opaque one, or null.
  function groundOf(element) {
    for (; element; element = element.parentElement) {
      var color = getComputedStyle(element).backgroundColor;
      var parts = color.match(/[\d.]+/g);
      if (parts && (parts.length < 4 || Number(parts[3]) > 0.9)) return color;
    }
    return null;
  }

  function isDark(color) {
    var p = color.match(/[\d.]+/g).map(Number);
    return 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2] < 128;
  }

  // A copy in which every colour is that of the theme. Only what plotly.js reads as a colour is touched, never words.
  function themed(value, key, dark) {
    if (Array.isArray(value)) return value.map(function (item) { return themed(item, key, dark); });
    if (value && typeof value === 'object') {
      var copy = {};
      Object.keys(value).forEach(function (name) { copy[name] = themed(value[name], name, dark); });
      return copy;
    }
    return dark && typeof value === 'string' && /color$/.test(key) ? DARK[value.toUpperCase()] || value : value;
  }

  function escape(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }

  function widthOf(run, family) {
    measure.font = (run.bold ? 'bold ' : '') + run.size + 'px ' + family;
    return measure.measureText(run.text).width;
  }

  // Shortens the run that may be cut until the whole label fits.
  function fit(runs, room, family) {
    function total(list) { return list.reduce(function (sum, run) { return sum + widthOf(run, family); }, 0); }
    if (!room || total(runs) <= room) return runs;
    var at = runs.findIndex(function (run) { return run.cut; });
    if (at < 0) return runs;
    var letters = Array.from(runs[at].text), low = 0, high = letters.length;
    function withFirst(count) {
      var list = runs.slice();
      list[at] = Object.assign({}, runs[at], { text: letters.slice(0, count).join('').trimEnd() + '\u2026' });
      return list;
    }
    while (low < high) {
      var middle = Math.ceil((low + high) / 2);
      if (total(withFirst(middle)) <= room) low = middle; else high = middle - 1;
    }
    return withFirst(low);
  }

  function markup(runs) {
    return runs.map(function (run, index) {
      var text = run.bold ? '<b>' + escape(run.text) + '</b>' : escape(run.text);
      return index === 0 ? text : '<span style="font-size:' + run.size + 'px;fill:' + run.color + ';color:' + run.color + '">' + text + '</span>';
    }).join('');
  }

  function lay(figure, width, dark) {
    var data = themed(figure.data, '', dark), layout = themed(figure.layout, '', dark), axis = layout.xaxis, rooms = layout.meta;
    layout.width = width;
    var inner = width - layout.margin.l - layout.margin.r - rooms.roomBefore - rooms.roomAfter;
    var unit = (axis.range[1] - axis.range[0]) / Math.max(inner, 1);
    axis.range = [axis.range[0] - rooms.roomBefore * unit, axis.range[1] + rooms.roomAfter * unit];
    data.forEach(function (trace) {
      if (!trace.meta || !trace.meta.labels) return;
      trace.x = trace.meta.labels.map(function (label) { return label.shift ? label.x + label.shift * unit : label.x; });
      trace.text = trace.meta.labels.map(function (label) {
        return markup(fit(label.runs, label.room ? label.room / unit - 16 : 0, layout.font.family));
      });
    });
    return { data: data, layout: layout };
  }

  function render(item) {
    var wide = item.plot.parentElement;
    var theme = printing ? { dark: false, sure: true } : pageTheme();
    var width = printing ? PRINT_WIDTH : Math.floor(wide.clientWidth);
    if (width < 50) return;
    var key = width + '|' + theme.dark + '|' + theme.sure;
    if (item.key === key) return;
    item.key = key;
    item.root.setAttribute('data-dtls-theme', theme.dark ? 'dark' : 'light');
    item.root.setAttribute('data-dtls-ground', theme.sure ? 'page' : 'own');
    item.root.setAttribute('data-drawn', '');
    if (item.wait) item.wait.hidden = true;
    item.root.style.setProperty('--dtls-ground', groundOf(item.root) || 'var(--dtls-paper)');
    var picture = lay(item.figure, width, theme.dark);
    window.Plotly.react(item.plot, picture.data, picture.layout, item.figure.config);
  }

  function renderAll() {
    shown = shown.filter(function (item) { return item.root.isConnected; });
    shown.forEach(render);
  }

  function start(root, figure) {
    var item = { root: root, figure: figure, plot: root.querySelector('.dtls-plot'), wait: root.querySelector('.dtls-wait') };
    root.setAttribute('data-taken', '');
    shown.push(item);
    render(item);
    new ResizeObserver(function () { requestAnimationFrame(function () { if (root.isConnected) render(item); }); }).observe(item.plot.parentElement);
  }

  // The host may run a script before it has put the output into the page.
  function draw(entry, tries) {
    var roots = document.querySelectorAll('[data-figure-id="' + entry.id + '"]:not([data-taken])');
    if (roots.length) roots.forEach(function (root) { start(root, entry.figure); });
    else if ((tries || 0) < 100) setTimeout(function () { draw(entry, (tries || 0) + 1); }, 100);
  }

  var again = function () { requestAnimationFrame(function () { renderAll(); }); };
  var watch = new MutationObserver(again);
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  watch.observe(document.body, { attributes: true, attributeFilter: ['class', 'style', 'data-jp-theme-light', 'data-vscode-theme-kind'] });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  window.addEventListener('beforeprint', function () { printing = true; renderAll(); });
  window.addEventListener('afterprint', function () { printing = false; renderAll(); });

  var waiting = window.dtlsFigures || [];
  window.dtlsFigures = { draw: draw, push: function (entry) { draw(entry, 0); } };
  waiting.forEach(function (entry) { draw(entry, 0); });
})();
