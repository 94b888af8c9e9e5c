(function () {
  'use strict';
  var token = document.body.dataset.token;
  var drawn = '', wanted = '', busy = false, seen = null;
  function id(name) { return document.getElementById(name); }
  function url(path, more) { return path + '?token=' + token + (more || ''); }
  function say(text) { id('say').textContent = text; }
  function text(element, words) { if (element.textContent !== words) element.textContent = words; }

  // One picture at a time: while it is drawn others may come, and only the newest is fetched next.
  function look() {
    if (busy || !wanted || wanted === drawn || document.hidden) return;
    busy = true;
    fetch(url('ladder'))
      .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.json(); })
      .then(draw)
      .catch(function () { })
      .finally(function () { setTimeout(function () { busy = false; look(); }, 300); });
  }

  function draw(picture) {
    var root = id('ladder'), scroll = root.querySelector('.live-scroll');
    var follows = picture.isNewest && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    if (picture.ladder.legend !== id('legend').innerHTML) id('legend').innerHTML = picture.ladder.legend;
    id('names').innerHTML = picture.ladder.names;
    root.querySelector('.dtls-wide').style.minWidth = picture.ladder.minWidth + 'px';
    text(id('title'), picture.title);
    text(id('note'), picture.note);
    text(id('sentence'), picture.count ? picture.ladder.sentence : 'Start a server and let a client send: it appears here.');
    root.setAttribute('aria-label', picture.title + '. ' + id('sentence').textContent);
    window.dtlsFigures.goOn(root, picture.ladder.view, open);
    if (follows && root.querySelector('.dtls-detail').hidden) scroll.scrollTop = scroll.scrollHeight;
    drawn = picture.key;
    root.dataset.drawings = Number(root.dataset.drawings || 0) + 1;
  }

  function open(number, show) {
    fetch(url('datagram', '&number=' + number)).then(function (answer) {
      return answer.ok ? answer.json().then(function (found) { show(found.name, found.details); })
        : answer.text().then(function (words) { show('Datagram ' + number, [words]); });
    }).catch(function () { show('Datagram ' + number, ['The network does not answer any more.']); });
  }

  function act(deed) {
    return fetch(url('do'), { method: 'POST', body: JSON.stringify(deed) }).then(function (answer) {
      return answer.ok ? answer.json().then(function (state) { say(''); take(state); return true; })
        : answer.text().then(function (words) { say(words); return false; });
    }).catch(function () { say('The network does not answer any more.'); return false; });
  }

  function take(state) {
    seen = state;
    wanted = state.key;
    var parts = [state.sent + ' sent', state.lost + ' lost', state.doubled + ' doubled'];
    if (state.damaged) parts.push(state.damaged + ' damaged');
    text(id('totals'), parts.join(' · ') + (state.paused ? ' · paused' : '') + (state.since ? ' · ' + state.since + ' newer than this picture' : ''));
    text(id('left-out'), state.leftOut);
    var pause = id('pause');
    pause.setAttribute('aria-pressed', String(state.paused));
    text(pause, state.paused ? 'Go on' : 'Pause');
    id('newest').disabled = !state.back;
    id('later').disabled = !state.back;
    list(state);
    choices(state);
    notices(state.notices);
    ['there', 'back'].forEach(function (way) {
      var now = way === 'there' ? state.there : state.home;
      document.querySelectorAll('[data-way="' + way + '"] input').forEach(function (input) {
        if (input !== document.activeElement) { input.value = now[input.name]; input.removeAttribute('aria-invalid'); }
      });
    });
    look();
  }

  function list(state) {
    var body = id('clients');
    while (body.rows.length > state.clients.length) body.deleteRow(-1);
    state.clients.forEach(function (client, at) {
      var row = body.rows[at] || body.insertRow();
      [client.number, client.address, client.there, client.back, client.lost, client.doubled, client.lastMessage].forEach(function (value, column) {
        var cell = row.cells[column] || row.insertCell();
        if (column >= 2 && column <= 5) cell.className = 'dtls-right';
        text(cell, String(value));
      });
    });
  }

  function choices(state) {
    var select = id('client'), numbers = ['0'].concat(state.clients.map(function (client) { return String(client.number); }));
    if (numbers.indexOf(String(state.client)) < 0) numbers.push(String(state.client));
    var old = Array.from(select.options, function (option) { return option.value; });
    if (old.join() !== numbers.join()) {
      select.replaceChildren.apply(select, numbers.map(function (number) { return new Option(number === '0' ? 'all' : number, number); }));
    }
    if (select.value !== String(state.client)) select.value = String(state.client);
  }

  function notices(words) {
    var box = id('notices');
    while (box.children.length > words.length) box.lastChild.remove();
    words.forEach(function (word, at) { text(box.children[at] || box.appendChild(document.createElement('li')), word); });
  }

  function press(name, deed) { id(name).addEventListener('click', function () { act(deed()); }); }
  press('pause', function () { return { what: seen && seen.paused ? 'go' : 'pause' }; });
  press('clear', function () { return { what: 'clear' }; });
  ['earlier', 'later', 'newest'].forEach(function (where) { press(where, function () { return { what: 'move', where: where }; }); });
  id('client').addEventListener('change', function () { act({ what: 'choose', client: Number(id('client').value) }); });
  id('theme').addEventListener('click', function () {
    var root = document.documentElement;
    var dark = root.getAttribute('data-theme') ? root.getAttribute('data-theme') === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
    root.setAttribute('data-theme', dark ? 'light' : 'dark');
  });

  document.querySelectorAll('#losses fieldset').forEach(function (set) {
    [['loss', 'lost', '%'], ['duplicate', 'doubled', '%'], ['reorder', 'overtaken', '%'], ['corrupt', 'damaged', '%'], ['delay', 'delayed', 'ms']].forEach(function (kind) {
      var label = document.createElement('label'), input = document.createElement('input');
      input.type = 'number';
      input.min = 0;
      input.max = kind[0] === 'delay' ? 60000 : 100;
      input.step = 'any';
      input.name = kind[0];
      label.append(kind[1] + ' ', input, ' ' + kind[2]);
      set.append(label);
      input.addEventListener('change', function () {
        act({ what: 'impair', way: set.dataset.way, name: input.name, value: input.value === '' ? null : input.valueAsNumber }).then(function (good) {
          if (good) input.removeAttribute('aria-invalid'); else input.setAttribute('aria-invalid', 'true');
        });
      });
    });
  });
  id('losses').addEventListener('submit', function (event) { event.preventDefault(); });
  document.addEventListener('visibilitychange', look);

  // The browser connects again by itself, and the first word is then the whole state.
  var events = new EventSource(url('events'));
  events.onopen = function () { text(id('connection'), 'Live.'); id('connection').removeAttribute('data-off'); };
  events.onerror = function () { text(id('connection'), 'The network does not answer; this is what was seen last.'); id('connection').setAttribute('data-off', ''); };
  events.onmessage = function (event) { take(JSON.parse(event.data)); };
})();
