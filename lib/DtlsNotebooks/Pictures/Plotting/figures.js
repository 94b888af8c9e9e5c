(function () {
  'use strict';
  if (window.dtlsFigures && window.dtlsFigures.draw) return;

  var DARK = /*palette*/{};
  var PRINT_WIDTH = 660, NARROW = 520, LINE = 1.3, MIDDLE = 0.25;
  var ANCHORS = { 'middle left': 'end', 'middle center': 'middle', 'middle right': 'start' };
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

  // Breaks a label into lines that fit the room: at spaces, and inside a word that is longer than a line.
  function wrap(runs, room, family) {
    var lines = [[]], width = 0;
    function put(text, run) {
      var piece = Object.assign({}, run, { text: text }), own = widthOf(piece, family);
      if (width > 0 && width + own > room && text.trim()) { lines.push([]); width = 0; piece.text = text = text.replace(/^\s+/, ''); own = widthOf(piece, family); }
      if (own > room) {
        var letters = Array.from(text), head = letters.length;
        while (head > 1 && widthOf(Object.assign({}, run, { text: letters.slice(0, head).join('') }), family) > room) head = Math.floor(head * 0.9);
        if (head < letters.length) { put(letters.slice(0, head).join(''), run); lines.push([]); width = 0; put(letters.slice(head).join(''), run); return; }
      }
      var line = lines[lines.length - 1], last = line[line.length - 1];
      if (last && last.color === run.color && last.size === run.size && last.bold === run.bold) last.text += piece.text; else line.push(piece);
      width += own;
    }
    var whole = runs.reduce(function (sum, run) { return sum + widthOf(run, family); }, 0);
    if (!room || whole <= room) return [runs];
    runs.forEach(function (run) { if (run.whole) put(run.text, run); else (run.text.match(/\s*[^\s]+\s*$|\s*[^\s]+/g) || [run.text]).forEach(function (word) { put(word, run); }); });
    return lines.filter(function (line) { return line.length; });
  }

  // The labels of a trace as plotly.js draws them.
  function plotlyText(trace) {
    var labels = trace.meta.labels;
    trace.x = labels.map(function (label) { return label.x; });
    trace.y = labels.map(function (label) { return label.y; });
    trace.textposition = labels.map(function (label) { return label.position; });
    trace.textfont = { size: labels.map(function (label) { return label.runs[0].size; }), color: labels.map(function (label) { return label.runs[0].color; }) };
    trace.text = labels.map(function (label) {
      var first = label.runs[0];
      return label.lines.map(function (runs, at) {
        return runs.map(function (run, index) {
          var text = run.bold ? '<b>' + escape(run.text) + '</b>' : escape(run.text);
          return at + index === 0 || (run.size === first.size && run.color === first.color) ? text : '<span style="font-size:' + run.size + 'px;fill:' + run.color + ';color:' + run.color + '">' + text + '</span>';
        }).join('');
      }).join('<br>');
    });
  }

  // A label as SVG of our own: plotly.js takes longer for a thousand of them than for all the rest.
  function svgText(label, x, y) {
    if (!label.lines.length) return '';
    var first = label.runs[0], across = ' x="' + x.toFixed(1) + '"', step = Math.round(first.size * LINE);
    function look(run) { return ' font-size="' + run.size + '" fill="' + run.color + '"' + (run.bold ? ' font-weight="bold"' : ''); }
    var lines = label.lines.map(function (runs, at) {
      return runs.map(function (run, index) {
        var start = at > 0 && index === 0 ? across + ' dy="' + step + '"' : '';
        return run === first ? escape(run.text) : '<tspan' + start + look(run) + '>' + escape(run.text) + '</tspan>';
      }).join('');
    });
    return '<text' + across + ' y="' + (y + MIDDLE * first.size - label.more / 2).toFixed(1) + '" text-anchor="' + ANCHORS[label.position] + '"' + look(first) + '>' + lines.join('') + '</text>';
  }

  // Where lines are added, all that lies below moves down.
  function mover(steps) {
    steps.sort(function (a, b) { return a.at - b.at; });
    var sum = 0;
    steps.forEach(function (step) { sum += step.by; step.sum = sum; });
    return function (y) {
      var low = 0, high = steps.length;
      while (low < high) { var middle = (low + high) >> 1; if (steps[middle].at <= y) low = middle + 1; else high = middle; }
      return y === null || low === 0 ? y : y + steps[low - 1].sum;
    };
  }

  function lay(view, width, dark) {
    var figure = view.figure;
    var data = themed(figure.data, '', dark), layout = themed(figure.layout, '', dark), axis = layout.xaxis, rooms = layout.meta, steps = [], words = '';
    layout.width = width;
    var narrow = rooms.narrowRoomAfter > 0 && width < NARROW;
    if (narrow) rooms.roomAfter = rooms.narrowRoomAfter;
    var inner = width - layout.margin.l - layout.margin.r - rooms.roomBefore - rooms.roomAfter;
    var unit = (axis.range[1] - axis.range[0]) / Math.max(inner, 1);
    axis.range = [axis.range[0] - rooms.roomBefore * unit, axis.range[1] + rooms.roomAfter * unit];
    var texts = data.filter(function (trace) { return trace.meta && trace.meta.labels; });
    texts.forEach(function (trace) {
      trace.meta.labels.forEach(function (label) {
        if (label.shift) label.x += label.shift * unit;
        label.more = 0;
        label.lines = [];
        if (narrow && label.wideOnly) return;
        var room = label.room ? label.room / unit - 20 : 0;
        label.lines = label.wrap ? wrap(label.runs, room, layout.font.family) : [fit(label.runs, room, layout.font.family)];
        label.more = (label.lines.length - 1) * Math.round(label.runs[0].size * LINE);
        if (label.more > 0) steps.push({ at: label.y + 8, by: label.more });
      });
    });
    var move = mover(steps);
    if (steps.length) {
      var end = layout.yaxis.range[0], added = move(end) - end;
      data.forEach(function (trace) { if (!trace.meta || !trace.meta.labels) trace.y = trace.y.map(move); });
      texts.forEach(function (trace) { trace.meta.labels.forEach(function (label) { label.y = move(label.y) + label.more / 2; }); });
      layout.yaxis.range = [end + added, layout.yaxis.range[1]];
      layout.height += added;
    }
    // plotly.js makes room for an axis that is seen, and only it knows where its points are then.
    if (axis.visible || layout.yaxis.visible) texts.forEach(plotlyText);
    else {
      data = data.filter(function (trace) { return texts.indexOf(trace) < 0; });
      var margin = layout.margin, range = layout.yaxis.range, down = (layout.height - margin.t - margin.b) / (range[0] - range[1]);
      words = texts.map(function (trace) {
        return trace.meta.labels.map(function (label) { return svgText(label, margin.l + (label.x - axis.range[0]) / unit, margin.t + (label.y - range[1]) * down); }).join('');
      }).join('');
    }
    return { data: data, layout: layout, after: rooms.roomAfter, words: words, rows: view.rows.map(function (row) { var top = move(row.top); return { top: top, height: move(row.top + row.height) - top, row: row }; }) };
  }

  function render(item) {
    var wide = item.plot.parentElement;
    var theme = printing ? { dark: false, sure: true } : pageTheme();
    var width = printing ? PRINT_WIDTH : Math.floor(wide.clientWidth);
    if (width < 50) return;
    var key = width + '|' + theme.dark + '|' + theme.sure + '|' + item.view;
    if (item.key === key) return;
    item.key = key;
    item.root.setAttribute('data-dtls-theme', theme.dark ? 'dark' : 'light');
    item.root.setAttribute('data-dtls-ground', theme.sure ? 'page' : 'own');
    item.root.setAttribute('data-drawn', '');
    if (item.wait) item.wait.hidden = true;
    if (item.text) item.text.setAttribute('aria-hidden', 'true');
    item.root.style.setProperty('--dtls-ground', groundOf(item.root) || 'var(--dtls-paper)');
    var picture = lay(item.views[item.view], width, theme.dark);
    item.plot.style.height = picture.layout.height + 'px';
    wide.style.setProperty('--dtls-room-after', picture.after + 'px');
    window.Plotly.react(item.plot, picture.data, picture.layout, item.views[item.view].figure.config);
    item.plot.firstElementChild.setAttribute('aria-hidden', 'true');
    item.words.innerHTML = picture.words;
    layRows(item, picture.rows);
  }

  // A button on each row, so that pointer, finger, keyboard and screen reader all reach it.
  function layRows(item, rows) {
    if (!rows.length && !item.layer) return;
    function box(place) { return 'top:' + place.top + 'px;height:' + place.height + 'px'; }
    var layer = item.layer;
    if (!layer) {
      layer = item.layer = document.createElement('div');
      layer.className = 'dtls-rows';
      item.words.insertAdjacentElement('afterend', layer);
      layer.addEventListener('click', function (event) { var button = event.target.closest('button'); if (button) choose(item, Number(button.dataset.at)); });
      layer.addEventListener('keydown', function (event) { step(item, event); });
      item.root.addEventListener('keydown', function (event) { if (event.key === 'Escape' && !item.detail.hidden) { event.stopPropagation(); close(item, true); } });
    }
    var old = layer.children.length === rows.length ? layer.children : null;
    if (!old) {
      layer.innerHTML = rows.map(function (place, at) {
        return '<button type="button" class="dtls-row" style="' + box(place) + '" data-at="' + at + '" tabindex="' + (at === 0 ? 0 : -1) + '" aria-expanded="false" aria-label="' + escape(place.row.name).replace(/"/g, '&quot;') + '"></button>';
      }).join('');
      item.chosen = -1;
    } else rows.forEach(function (place, at) { layer.children[at].style.cssText = box(place); });
  }

  function step(item, event) {
    var buttons = item.layer.children, at = Number(document.activeElement.dataset.at), to;
    if (event.key === 'ArrowDown') to = at + 1; else if (event.key === 'ArrowUp') to = at - 1;
    else if (event.key === 'Home') to = 0; else if (event.key === 'End') to = buttons.length - 1; else return;
    event.preventDefault();
    if (!buttons[to]) return;
    buttons[at].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
    if (!item.detail.hidden && (item.ask || item.views[item.view].rows[to].details.length)) choose(item, to, true);
  }

  function choose(item, at, stay) {
    var row = item.views[item.view].rows[at], buttons = item.layer.children;
    if (!row.details.length && !item.ask) { turn(item); return; }
    if (item.chosen === at && !stay && !item.detail.hidden) { close(item, true); return; }
    if (buttons[item.chosen]) buttons[item.chosen].setAttribute('aria-expanded', 'false');
    item.chosen = at;
    buttons[at].setAttribute('aria-expanded', 'true');
    var panel = item.detail, head = document.createElement('div'), shut = document.createElement('button'), list = document.createElement('ul');
    head.className = 'dtls-detail-head';
    head.textContent = row.name;
    shut.type = 'button';
    shut.className = 'dtls-shut';
    shut.setAttribute('aria-label', 'Close');
    shut.textContent = '\u00d7';
    shut.addEventListener('click', function () { close(item, true); });
    function say(lines) {
      list.replaceChildren();
      lines.forEach(function (line) {
        var part = document.createElement('li'), text = line.replace(/^ +/, '');
        part.textContent = text;
        part.style.paddingLeft = (line.length - text.length) * 7 + 'px';
        list.appendChild(part);
      });
    }
    if (row.details.length) say(row.details);
    else item.ask(row.key, function (name, lines) { if (list.isConnected) { head.textContent = name; say(lines); } });
    panel.replaceChildren(shut, head, list);
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.setAttribute('aria-live', 'polite');
  }

  function close(item, back) {
    item.detail.hidden = true;
    var button = item.layer.children[item.chosen];
    if (!button) return;
    button.setAttribute('aria-expanded', 'false');
    if (back) button.focus({ preventScroll: true });
    item.chosen = -1;
  }

  // Opens what is folded, and folds it again.
  function turn(item) {
    close(item, false);
    item.view = 1 - item.view;
    item.layer.innerHTML = '';
    label(item);
    render(item);
    item.layer.children[0].focus({ preventScroll: true });
  }

  function label(item) {
    if (item.views.length < 2) return;
    if (!item.fold) {
      item.fold = document.createElement('button');
      item.fold.type = 'button';
      item.fold.className = 'dtls-button';
      item.fold.addEventListener('click', function () { turn(item); });
      (item.root.querySelector('.dtls-hint') || item.plot).insertAdjacentElement('afterend', item.fold);
    }
    item.fold.textContent = item.view === 0 ? 'Show what is folded' : 'Fold what is known';
  }

  function renderAll() {
    shown = shown.filter(function (item) { return item.root.isConnected; });
    shown.forEach(render);
  }

  function start(root, views) {
    var plot = root.querySelector('.dtls-plot'), words = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    words.setAttribute('class', 'dtls-words');
    words.setAttribute('aria-hidden', 'true');
    plot.insertAdjacentElement('beforebegin', words);
    var item = { root: root, views: views, view: 0, chosen: -1, plot: plot, words: words, wait: root.querySelector('.dtls-wait'), text: root.querySelector('.dtls-fallback'), detail: root.querySelector('.dtls-detail') };
    root.setAttribute('data-taken', '');
    shown.push(item);
    label(item);
    render(item);
    new ResizeObserver(function () { requestAnimationFrame(function () { if (root.isConnected) render(item); }); }).observe(item.plot.parentElement);
  }

  // A picture that goes on: what comes next takes the place of what is there. Rows that were chosen or have the focus
  // are found again by their keys; `ask(key, say)` fetches what a row opens.
  function goOn(root, view, ask) {
    var item = shown.find(function (one) { return one.root === root; });
    if (!item) { start(root, [view]); shown[shown.length - 1].ask = ask; return; }
    var old = item.views[0].rows, layer = item.layer, active = document.activeElement;
    var focus = layer && layer.contains(active) ? old[Number(active.dataset.at)] : null;
    var chosen = layer && !item.detail.hidden ? old[item.chosen] : null;
    item.views = [view];
    item.key = '';
    if (layer) layer.innerHTML = '';
    render(item);
    function place(row) { return row ? view.rows.findIndex(function (one) { return one.key === row.key; }) : -1; }
    var at = place(chosen), to = place(focus);
    item.chosen = at;
    if (at >= 0) layer.children[at].setAttribute('aria-expanded', 'true');
    if (focus && layer.children.length) {
      if (to < 0) to = 0;
      layer.children[0].tabIndex = -1;
      layer.children[to].tabIndex = 0;
      layer.children[to].focus({ preventScroll: true });
    }
  }

  // The host may run a script before it has put the output into the page.
  function draw(entry, tries) {
    var roots = document.querySelectorAll('[data-figure-id="' + entry.id + '"]:not([data-taken])');
    if (roots.length) roots.forEach(function (root) { start(root, entry.views); });
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
  window.dtlsFigures = { draw: draw, goOn: goOn, push: function (entry) { draw(entry, 0); } };
  waiting.forEach(function (entry) { draw(entry, 0); });
})();
