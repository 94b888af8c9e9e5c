// What a page of the book can do beyond being read. Without it every page is whole: links lead to their places, and
// what is folded opens by itself. Nothing is fetched, since a page opened from a disk may not.
(function () {
  'use strict';
  var root = document.documentElement;

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function button(className, text, onClick) {
    var element = make('button', className, text);
    element.type = 'button';
    element.addEventListener('click', onClick);
    return element;
  }

  // One place for short messages to a screen reader.
  var told = make('p', 'told');
  told.setAttribute('role', 'status');
  document.body.append(told);

  // Light and dark. Storage may be refused, as it is for a page on a disk: then the choice lasts as long as the page.
  var system = window.matchMedia('(prefers-color-scheme: dark)');
  var theme = document.querySelector('button.theme');

  function isDark() { return root.dataset.theme ? root.dataset.theme === 'dark' : system.matches; }

  function nameTheme() {
    if (theme) theme.querySelector('span').textContent = isDark() ? 'Light' : 'Dark';
  }

  if (theme) {
    theme.addEventListener('click', function () {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      try { localStorage.setItem('book-theme', root.dataset.theme); } catch (refused) { /* kept on this page only */ }
      nameTheme();
    });
    system.addEventListener('change', nameTheme);
    // Another page has chosen: one in a second tab, or the last one, whose choice may arrive when this one has begun.
    window.addEventListener('storage', function (change) {
      if (change.key !== 'book-theme') return;
      if (change.newValue === 'light' || change.newValue === 'dark') root.dataset.theme = change.newValue;
      nameTheme();
    });
    nameTheme();
  }

  // Copying. A page on a disk may lack the clipboard, so there is the old way, too.
  function copyTheOldWay(text) {
    var area = make('textarea');
    area.value = text;
    area.style.cssText = 'position:fixed;opacity:0';
    document.body.append(area);
    area.select();
    var done = document.execCommand('copy');
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error('refused'));
  }

  function copy(text) {
    return navigator.clipboard && window.isSecureContext
      ? navigator.clipboard.writeText(text).catch(function () { return copyTheOldWay(text); })
      : copyTheOldWay(text);
  }

  document.querySelectorAll('.input, .listing').forEach(function (box) {
    var code = box.querySelector('code');
    if (!code) return;
    var pressed = button('copy', 'Copy', function () {
      copy(code.textContent.replace(/\n$/, '')).then(
        function () { say('Copied'); },
        function () { say('Not allowed here'); });
    });
    pressed.setAttribute('aria-label', 'Copy this code');
    function say(words) {
      pressed.textContent = words;
      told.textContent = words;
      setTimeout(function () { pressed.textContent = 'Copy'; told.textContent = ''; }, 1600);
    }
    code.parentElement.before(pressed);
  });

  // Folds: whatever a link leads to opens, and paper shows what can be shown.
  function openAround(element) {
    for (var fold = element && element.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  }

  function showTarget() {
    var target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (malformed) { return; }
    if (!target) return;
    openAround(target);
    target.scrollIntoView();
  }
  window.addEventListener('hashchange', showTarget);
  if (location.hash) showTarget();

  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = Array.from(document.querySelectorAll('details:not([open])'));
    opened.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (fold) { fold.open = false; });
  });

  // Predictions: a field under the cell that asks; what came shows when it is asked for.
  document.querySelectorAll('.cell[data-asks]').forEach(function (cell) {
    var answer = null;
    document.querySelectorAll('details[data-answers="' + cell.dataset.asks + '"]').forEach(function (fold) {
      if (!answer && cell.compareDocumentPosition(fold) & Node.DOCUMENT_POSITION_FOLLOWING) answer = fold;
    });
    if (!answer) return;
    var form = make('form', 'predict'), label = make('label', '', 'Your prediction '), field = make('input');
    field.type = 'text';
    field.autocomplete = 'off';
    field.spellcheck = false;
    label.append(field);
    var press = make('button', '', 'Show what came');
    form.append(label, press);
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var said = answer.querySelector('.said');
      if (!said) {
        said = make('p', 'said');
        answer.querySelector('summary').after(said);
      }
      said.textContent = field.value.trim() ? 'You said ' + field.value.trim() + '.' : '';
      answer.open = true;
      answer.scrollIntoView({ block: 'center' });
      answer.querySelector('summary').focus({ preventScroll: true });
    });
    cell.append(form);
  });

  // Whoever has seen the answer may see the pictures that belong to it.
  document.querySelectorAll('details[data-answers]').forEach(function (answer) {
    answer.addEventListener('toggle', function () {
      if (!answer.open) return;
      document.querySelectorAll('details[data-after="' + answer.dataset.answers + '"]').forEach(function (fold) { fold.open = true; });
    });
  });

  // Terms: the sentence stands beside the word, and shows when one points at it, moves to it or taps it.
  var terms = Array.from(document.querySelectorAll('.gloss'));

  function place(gloss) {
    var meaning = gloss.querySelector('.meaning');
    meaning.style.setProperty('--shift', '0px');
    var box = meaning.getBoundingClientRect(), room = root.clientWidth - 12;
    var shift = box.right > room ? room - box.right : 0;
    if (box.left + shift < 12) shift = 12 - box.left;
    meaning.style.setProperty('--shift', shift + 'px');
  }

  function close(gloss) {
    gloss.classList.remove('open');
    gloss.querySelector('.term').setAttribute('aria-expanded', 'false');
  }

  function show(gloss) {
    terms.forEach(function (other) { if (other !== gloss) close(other); });
    gloss.classList.add('open');
    gloss.querySelector('.term').setAttribute('aria-expanded', 'true');
    place(gloss);
  }

  terms.forEach(function (gloss) {
    var term = gloss.querySelector('.term'), pressedWhileOpen = false;
    term.setAttribute('aria-expanded', 'false');
    term.setAttribute('role', 'button');
    gloss.addEventListener('pointerenter', function (event) { if (event.pointerType === 'mouse') show(gloss); });
    gloss.addEventListener('pointerleave', function (event) {
      if (event.pointerType === 'mouse' && !gloss.contains(document.activeElement)) close(gloss);
    });
    term.addEventListener('pointerdown', function (event) {
      pressedWhileOpen = event.pointerType !== 'mouse' && gloss.classList.contains('open');
    });
    term.addEventListener('focus', function () { show(gloss); });
    gloss.addEventListener('focusout', function (event) { if (!gloss.contains(event.relatedTarget)) close(gloss); });
    term.addEventListener('click', function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (pressedWhileOpen) close(gloss); else show(gloss);
      pressedWhileOpen = false;
    });
    term.addEventListener('keydown', function (event) {
      if (event.key === ' ') {
        event.preventDefault();
        show(gloss);
      }
    });
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') terms.forEach(function (gloss) { close(gloss); });
  });
  document.addEventListener('pointerdown', function (event) {
    terms.forEach(function (gloss) { if (!gloss.contains(event.target)) close(gloss); });
  });

  // The search. Its index is a script that is loaded when it is first wanted.
  var index = null, dialog = null, field, list, status, asked = '';
  var MOST = 40;

  function lower(text) { return text.toLowerCase(); }

  function loaded() {
    var data = window.bookIndex;
    index = data.terms.map(function (term) {
      return { url: term[0], title: term[1], page: 'Glossary', text: term[2], folded: '', term: true };
    }).concat(data.places.map(function (spot) {
      var page = data.pages[spot[0]];
      return { url: page[0] + (spot[1] ? '#' + spot[1] : ''), title: spot[2] || page[1], page: page[1], text: spot[3], folded: spot[4], term: false };
    }));
    index.forEach(function (spot) {
      spot.lowTitle = lower(spot.title);
      spot.lowText = lower(spot.text);
      spot.lowFolded = lower(spot.folded);
    });
    look();
  }

  function loadIndex() {
    if (index || document.querySelector('script[data-index]')) return;
    var script = make('script');
    script.src = 'assets/search.js';
    script.dataset.index = '';
    script.onload = loaded;
    script.onerror = function () { status.textContent = 'The search needs assets/search.js beside this page.'; };
    document.head.append(script);
  }

  // How well a place answers: every word has to be there. A term comes before a heading, and that before a text.
  function weigh(spot, words) {
    var weight = 0;
    for (var i = 0; i < words.length; i++) {
      var word = words[i], inTitle = spot.lowTitle.indexOf(word);
      if (inTitle >= 0) weight += spot.term ? 60 : 30;
      else if (spot.lowText.indexOf(word) >= 0) weight += spot.term ? 6 : 5;
      else if (spot.lowFolded.indexOf(word) >= 0) weight += 2;
      else return 0;
      if (inTitle === 0) weight += spot.lowTitle === word ? 100 : 15;
    }
    return weight;
  }

  function marked(text, words) {
    var line = make('span'), low = lower(text), position = 0;
    while (position < text.length) {
      var at = -1, length = 0;
      words.forEach(function (word) {
        var found = low.indexOf(word, position);
        if (found >= 0 && (at < 0 || found < at)) {
          at = found;
          length = word.length;
        }
      });
      if (at < 0) break;
      line.append(text.slice(position, at), make('mark', '', text.slice(at, at + length)));
      position = at + length;
    }
    line.append(text.slice(position));
    return line;
  }

  function excerpt(spot, words) {
    var at = -1;
    words.forEach(function (word) {
      var found = spot.lowText.indexOf(word);
      if (found >= 0 && (at < 0 || found < at)) at = found;
    });
    var isOpen = words.every(function (word) { return spot.lowTitle.indexOf(word) >= 0 || spot.lowText.indexOf(word) >= 0; });
    if (!isOpen) return 'In a folded explanation.';
    if (at < 0) at = 0;
    var from = at <= 50 ? 0 : spot.text.indexOf(' ', at - 50) + 1, to = spot.text.lastIndexOf(' ', at + 120);
    if (from > at) from = at;
    if (to <= at || at + 120 >= spot.text.length) to = spot.text.length;
    return (from > 0 ? '… ' : '') + spot.text.slice(from, Math.min(to, at + 400)) + (to < spot.text.length ? ' …' : '');
  }

  function look() {
    asked = field.value.trim();
    list.textContent = '';
    if (!index || !asked) {
      status.textContent = index || !asked ? 'Type a term, a heading or any word.' : 'Loading …';
      return;
    }
    var words = lower(asked).split(/\s+/);
    var found = index.map(function (spot) { return { spot: spot, weight: weigh(spot, words) }; })
      .filter(function (hit) { return hit.weight > 0; })
      .sort(function (a, b) { return b.weight - a.weight; });
    status.textContent = found.length === 0 ? 'Nothing found for “' + asked + '”.'
      : found.length === 1 ? 'One place.'
        : found.length > MOST ? 'The best ' + MOST + ' of ' + found.length + ' places.' : found.length + ' places.';
    found.slice(0, MOST).forEach(function (hit) {
      var item = make('li'), link = make('a');
      link.href = hit.spot.url;
      var title = marked(hit.spot.title, words);
      title.className = 'found';
      var page = make('small', '', hit.spot.page === hit.spot.title ? '' : hit.spot.page);
      var text = marked(excerpt(hit.spot, words), words);
      text.className = 'excerpt';
      link.append(title, page, text);
      link.addEventListener('click', function () { dialog.close(); });
      item.append(link);
      list.append(item);
    });
  }

  function move(step) {
    var links = Array.from(list.querySelectorAll('a')), at = links.indexOf(document.activeElement) + step;
    if (at < 0) field.focus();
    else if (links.length) links[Math.min(at, links.length - 1)].focus();
  }

  function build() {
    dialog = make('dialog', 'finder');
    dialog.setAttribute('aria-label', 'Search the book');
    var head = make('div', 'head');
    field = make('input');
    field.type = 'search';
    field.setAttribute('aria-label', 'Search the book');
    field.placeholder = 'Search headings, terms, text';
    field.autocomplete = 'off';
    field.spellcheck = false;
    field.addEventListener('input', look);
    head.append(field, button('shut', 'Close', function () { dialog.close(); }));
    status = make('p', 'status');
    status.setAttribute('role', 'status');
    list = make('ul');
    dialog.append(head, status, list);
    dialog.addEventListener('keydown', function (event) {
      if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else if (event.key === 'Enter' && document.activeElement === field && list.querySelector('a')) list.querySelector('a').click();
      else return;
      event.preventDefault();
    });
    dialog.addEventListener('click', function (event) { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
  }

  function search() {
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    loadIndex();
    look();
    field.focus();
    field.select();
  }

  document.querySelectorAll('button.search').forEach(function (open) { open.addEventListener('click', search); });
  document.addEventListener('keydown', function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && document.querySelector('button.search')) {
      event.preventDefault();
      search();
    }
  });

  // Which part of a long chapter is being read.
  var entries = Array.from(document.querySelectorAll('.side a[href^="#"]'));
  if (entries.length && 'IntersectionObserver' in window) {
    var byId = {};
    entries.forEach(function (entry) { byId[decodeURIComponent(entry.hash.slice(1))] = entry; });
    var observer = new IntersectionObserver(function (changes) {
      changes.forEach(function (change) {
        if (!change.isIntersecting) return;
        entries.forEach(function (entry) { entry.removeAttribute('aria-current'); });
        var current = byId[change.target.id];
        current.setAttribute('aria-current', 'true');
        var side = current.closest('.side');
        if (side.scrollHeight > side.clientHeight) side.scrollTop = current.offsetTop - side.clientHeight / 2;
      });
    }, { rootMargin: '0px 0px -75% 0px' });
    Object.keys(byId).forEach(function (id) {
      var heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    });
  }
})();
