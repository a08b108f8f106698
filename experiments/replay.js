/* Plays the data that experiments/replay.h describes, in the element "replay". */
/* What is seen depends on the time shown and on nothing else, so that a slider can go anywhere. No library, no network. */
(() => {
"use strict";
const place = document.getElementById("replay"), source = document.getElementById("replay-data");
if (!place || !source)
	return;
const data = JSON.parse(source.textContent);
const WAITS = 0, REWORKED = 2, BEGINS = 6, GONE = 7, START = 1, END = 2;
const STATES = [["waits", "#d98a00"], ["is worked on", "#0072b2"], ["is worked on again", "#c8401e"], ["set-up for it", "#7b5aa6"],
	["stays: cannot go on yet", "#6b7780"], ["planned wait", "#2f9e8f"]];
/* As a letter, and as corners (none: round). */
const SHAPES = [["\u25cf", []], ["\u25a0", [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]],
	["\u25b2", [[0, -1.2], [1.1, 0.9], [-1.1, 0.9]]], ["\u25c6", [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]]]];
const INK = "#1d2429", QUIET = "#93a6b3", BAD = "#c8401e", FONT = "Liberation Sans, Arial, Helvetica, sans-serif";
const MARGIN = 14, DOT = 4, PITCH = 10, SMALLEST = 0.72;
/* Seconds of a move, and of nothing, before it is skipped; times the usual speed, and what that is: moves in a second. */
const MOVING = 0.45, STILL = 1.2, SPEEDS = [0.25, 0.5, 1, 2, 4], MOVES = 3;

/* --- what happens when --- */

const tokens = data.tokens.map(([kind, ...list]) => {
	const moments = [];
	let time = 0;
	for (let i = 0; i + 2 < list.length; i += 3)
		moments.push({ time: time += list[i], node: list[i + 1], state: list[i + 2], lasts: list[i + 3] > 0 });
	return { shape: SHAPES[kind] || SHAPES[0], moments };
}).filter(token => token.moments.length);
const moments = [].concat(...tokens.map(token => token.moments)).filter(moment => moment.time <= data.length);
moments.sort((a, b) => a.time - b.time);
const times = moments.map(moment => moment.time).filter(time => time >= 0);
const counted = data.nodes.map(({ shape }, node) => moments.filter(moment => moment.node === node && moment.time >= 0
	&& (shape === START && moment.state === BEGINS || shape === END && moment.state === GONE)).map(moment => moment.time));

/* Times in which nothing goes on do not count for the usual speed. */
const gaps = times.map((time, i) => time - (times[i - 1] || 0)).filter(gap => gap < 20 * data.length / times.length);
const seconds = Math.max(30, moments.filter(moment => moment.state === WAITS && moment.time >= 0).length / MOVES);
const usual = gaps.reduce((sum, gap) => sum + gap, 1) / seconds;

/* How many of the ascending list are at most `limit`. */
function upTo(list, limit, of = value => value) {
	let low = 0, high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (of(list[middle]) <= limit)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* --- ways: points along each edge, and how far each is from its beginning --- */

function trace(points) {
	const way = [{ x: points[0], y: points[1], far: 0 }];
	for (let i = 0; i + 7 < points.length; i += 6)
		for (let step = 1; step <= 12; step++) {
			const t = step / 12, u = 1 - t, last = way[way.length - 1], parts = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
			const [x, y] = [0, 1].map(k => parts.reduce((sum, part, p) => sum + part * points[i + k + 2 * p], 0));
			way.push({ x, y, far: last.far + Math.hypot(x - last.x, y - last.y) });
		}
	return way;
}
const ways = {};
for (const edge of data.edges) {
	edge.way = trace(edge.points);
	if (!edge.starts)
		ways[[edge.from, edge.to, !!edge.back]] = edge.way;
}

function along(from, to, back, share) {
	const way = ways[[from, to, back]] || ways[[from, to, !back]]
		|| [data.nodes[from], data.nodes[to]].map(({ x, y }, far) => ({ x, y, far }));
	const far = share * way[way.length - 1].far, i = Math.max(1, Math.min(way.length - 1, upTo(way, far, point => point.far)));
	const a = way[i - 1], b = way[i], part = b.far > a.far ? (far - a.far) / (b.far - a.far) : 0;
	return { x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y) };
}

/* --- the page --- */

function make(tag, parent, properties, style = "") {
	const made = parent.appendChild(Object.assign(document.createElement(tag), properties));
	made.style.cssText = style;
	return made;
}
const frame = make("div", place, {}, "overflow-x:auto"), canvas = make("canvas", frame, { tabIndex: 0 }, "display:block;margin:0 auto");
const row = make("div", place, {}, "display:flex;flex-wrap:wrap;gap:.5em 1em;align-items:center;margin:.5em 0");
const play = make("button", row, { type: "button" }), clock = make("span", row, {}, "font-variant-numeric:tabular-nums;min-width:13em");
const slider = make("input", row, { type: "range", min: 0, max: 1000, value: 0 }, "flex:1 1 10em;min-width:8em");
const speed = make("select", row), legend = make("p", place);
make("p", place, { textContent: data.note });
canvas.setAttribute("role", "img");
canvas.setAttribute("aria-label", `The process map with its items moving. ${data.note}`);
slider.setAttribute("aria-label", "Time");
speed.setAttribute("aria-label", "Speed");
for (const rate of SPEEDS.map(times => usual * times))
	make("option", speed, { value: rate, textContent: `1 s shows ${duration(rate * data.tick)}`, selected: rate === usual });

function duration(ms) {
	const [unit, size] = [["d", 864e5], ["h", 36e5], ["min", 6e4], ["s", 1e3]].find(([unit, size]) => ms >= 1.5 * size || unit === "s");
	return `${Number((ms / size).toPrecision(2))} ${unit}`;
}

function say(time) {
	const ms = time * data.tick, two = "2-digit", date = { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: two,
		minute: two, second: data.length * data.tick < 2 * 36e5 ? two : undefined, timeZone: "UTC" };
	return data.origin === null ? `${((data.start + ms) / data.unit_ms).toLocaleString("en-GB", { maximumSignificantDigits: 4 })} ${data.unit}`
		+ " after the start" : new Date(data.origin + ms).toLocaleString("en-GB", date);
}

function explain(sign, colour, word) {
	const entry = make("span", legend, {}, "display:inline-block;margin-right:1.2em");
	make("span", entry, { textContent: sign }, `color:${colour};margin-right:.3em`);
	entry.append(word);
}
STATES.forEach(([word, colour], state) => {
	if (moments.some(moment => moment.state === state && moment.lasts))
		explain(SHAPES[0][0], colour, word);
});
if (data.kinds.length > 1)
	SHAPES.forEach(([sign], kind) => data.kinds[kind] && explain(sign, INK, data.kinds[kind]));

/* --- drawing --- */

const pen = canvas.getContext("2d");
let scale = 1;

function dot(x, y, corners, colour) {
	pen.fillStyle = colour;
	pen.beginPath();
	if (!corners.length)
		pen.arc(x, y, DOT, 0, 2 * Math.PI);
	for (const [dx, dy] of corners)
		pen.lineTo(x + DOT * dx, y + DOT * dy);
	pen.fill();
}

function drawEdge({ way, back, starts }) {
	pen.strokeStyle = pen.fillStyle = back ? BAD : QUIET;
	pen.setLineDash(back ? [5, 4] : starts ? [2, 3] : []);
	pen.lineWidth = 1.5;
	pen.beginPath();
	for (const point of way)
		pen.lineTo(point.x, point.y);
	pen.stroke();
	pen.setLineDash([]);
	const tip = way[way.length - 1], before = way[way.length - 2], turn = Math.atan2(tip.y - before.y, tip.x - before.x);
	pen.beginPath();
	for (const aside of [0, 0.45, -0.45])
		pen.lineTo(tip.x - !!aside * 9 * Math.cos(turn + aside), tip.y - !!aside * 9 * Math.sin(turn + aside));
	pen.fill();
}

/* Of more than there is room for, how many more. */
function drawDots(list, left, right, y) {
	const room = Math.floor((right - left) / PITCH), shown = list.length > room ? Math.max(0, room - 3) : list.length;
	list.sort((a, b) => a.came - b.came);
	list.slice(0, shown).forEach((one, i) => dot(left + (i + 0.5) * PITCH, y, one.shape[1], STATES[one.state][1]));
	write("11px", "left", list.length > shown ? `+${list.length - shown}` : "", left + shown * PITCH + 2, y + 4);
}

function write(font, side, text, x, y, width) {
	pen.font = `${font} ${FONT}`;
	pen.textAlign = side;
	pen.fillStyle = INK;
	pen.fillText(text, x, y, width);
}

/* The title, broken to the width; returns where the next line stands. */
function writeTitle(node, y) {
	const lines = [""];
	pen.font = `bold 13px ${FONT}`;
	for (const word of node.title.split(" ")) {
		const line = lines.pop(), longer = line ? `${line} ${word}` : word;
		lines.push(...(line && pen.measureText(longer).width > node.width - 8 ? [line, word] : [longer]));
	}
	for (const line of lines.slice(0, 3)) {
		write("bold 13px", "center", line, node.x, y, node.width - 4);
		y += 16;
	}
	return y;
}

function drawNode(node, index, time, there, queue) {
	const { width, height } = node, left = node.x - width / 2, top = node.y - height / 2, end = node.shape === START || node.shape === END;
	pen.beginPath();
	pen.moveTo(node.x, top);
	for (const [x, y, u, v] of [[1, 0, 1, 1], [1, 1, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]])
		pen.arcTo(left + x * width, top + y * height, left + u * width, top + v * height, end ? 14 : 6);
	pen.closePath();
	pen.fillStyle = end ? "#eef2f4" : "#fff";
	pen.fill();
	pen.strokeStyle = node.accent ? BAD : QUIET;
	pen.lineWidth = node.accent ? 2.5 : 1;
	pen.stroke();
	const y = writeTitle(node, top + 17);
	if (end)
		write("12px", "center", upTo(counted[index], time).toLocaleString("en-GB"), node.x, y - 4 <= top + height ? y - 1 : top + height + 13);
	drawDots(there, left + 5, left + width - 3, Math.min(y - 3, top + height - DOT - 2));
	drawDots(queue, left, left + width, top + height + DOT + 4);
}

/* Puts a token where it is: on its way to a node, there, or in the queue. */
function find({ moments, shape }, time, moving, there, queues, onWay) {
	const now = upTo(moments, time, moment => moment.time) - 1;
	let came = now, next = now + 1;
	while (came > 0 && moments[came].state !== WAITS)
		came--;
	while (next < moments.length && moments[next].state !== WAITS)
		next++;
	if (now < 0 || moments[came].node < 0)
		return;
	const { state } = moments[now], { node, time: arrived } = moments[came], from = came > 0 ? moments[came - 1].node : -1;
	const takes = Math.min(moving, next < moments.length ? moments[next].time - arrived : moving), since = time - arrived;
	const back = moments.slice(came, came + 3).some(moment => moment.state === REWORKED);
	if (from >= 0 && since < takes)
		onWay.push({ at: along(from, node, back, since / takes), shape });
	else if (state < BEGINS)
		(state === WAITS ? queues : there)[node].push({ shape, state, came: arrived });
}

function draw() {
	const there = data.nodes.map(() => []), queues = data.nodes.map(() => []), onWay = [];
	for (const token of tokens)
		find(token, time, MOVING * speed.value, there, queues, onWay);
	pen.setTransform(scale, 0, 0, scale, scale * MARGIN, scale * MARGIN);
	pen.clearRect(-MARGIN, -MARGIN, data.width + 2 * MARGIN, data.height + 2 * MARGIN);
	data.edges.forEach(drawEdge);
	data.nodes.forEach((node, i) => drawNode(node, i, time, there[i], queues[i]));
	for (const { at, shape } of onWay)
		dot(at.x, at.y, shape[1], INK);
	clock.textContent = say(time);
	slider.value = 1000 * time / data.length;
	slider.setAttribute("aria-valuetext", clock.textContent);
}

/* --- playing --- */

let time = 0, last = 0, playing = false, coming;

function step(now) {
	if (!playing)
		return;
	const rate = Number(speed.value), i = upTo(times, time);
	time += Math.min(0.1, (now - last) / 1000) * rate;
	last = now;
	if (time - (times[i - 1] || 0) > MOVING * rate && times[i] - time > STILL * rate)
		time = times[i] - 0.3 * rate;
	if (time >= data.length)
		start(false);
	go(time);
	coming = requestAnimationFrame(step);
}

function start(wanted) {
	if (wanted && time >= data.length)
		time = 0;
	last = performance.now();
	cancelAnimationFrame(coming);
	coming = requestAnimationFrame(step);
	playing = wanted;
	play.textContent = playing ? "Pause" : "Play";
}

function go(to) {
	time = Math.max(0, Math.min(data.length, to));
	draw();
}

function fit() {
	const width = data.width + 2 * MARGIN, height = data.height + 2 * MARGIN;
	const share = Math.max(SMALLEST, Math.min(1, frame.clientWidth / width));
	scale = (window.devicePixelRatio || 1) * share;
	canvas.style.width = `${width * share}px`;
	canvas.style.height = `${height * share}px`;
	canvas.width = Math.round(width * scale);
	canvas.height = Math.round(height * scale);
	draw();
}

play.onclick = () => start(!playing);
slider.oninput = () => {
	start(false);
	go(slider.value / 1000 * data.length);
};
speed.onchange = draw;
canvas.onkeydown = event => {
	const keys = { " ": () => start(!playing), ArrowRight: () => go(time + data.length / 200), ArrowLeft: () => go(time - data.length / 200) };
	if (!keys[event.key])
		return;
	event.preventDefault();
	keys[event.key]();
};
window.addEventListener("resize", fit);
start(false);
fit();

/* It begins when it comes into view, for whoever does not mind. */
if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches && window.IntersectionObserver)
	new IntersectionObserver((entries, watch) => {
		if (!entries.some(entry => entry.isIntersecting))
			return;
		watch.disconnect();
		start(true);
	}, { threshold: 0.6 }).observe(frame);
})();
