// The rates since the page was opened, two minutes at most, as lines drawn into an SVG of the page's own.

const LEAST = 30;
const MOST = 120;
const LINES = ["accepted", "delivered", "refused"];
const ROOM = { left: 52, right: 8, top: 8, bottom: 22 };

export class Chart {
  constructor(place, format) {
    this.place = place;
    this.format = format;
    this.samples = [];
    this.pointer = null;
    this.svg = element("svg", { role: "img", "aria-label": "Messages accepted, delivered and refused a second" });
    place.append(this.svg);
    new ResizeObserver(() => this.draw()).observe(place);
    place.addEventListener("pointermove", event => this.point(event.clientX));
    place.addEventListener("pointerleave", () => this.point(null));
  }

  // Takes the rates of this second: an object with a number for each line.
  add(rates) {
    this.samples.push(rates);
    this.samples.splice(0, Math.max(0, this.samples.length - MOST));
    this.draw();
  }

  point(x) {
    this.pointer = x;
    this.draw();
  }

  draw() {
    const { width, height } = this.place.getBoundingClientRect();
    if (width === 0) return;
    const bottom = height - ROOM.bottom, right = width - ROOM.right;
    const top = ceiling(Math.max(1, ...this.samples.flatMap(rates => LINES.map(line => rates[line]))));
    const seconds = Math.max(LEAST, this.samples.length);
    const x = index => right - (this.samples.length - 1 - index) * (right - ROOM.left) / (seconds - 1);
    const y = value => bottom - value / top * (bottom - ROOM.top);

    const parts = [];
    for (const value of [0, top / 2, top]) {
      parts.push(element("line", { class: "grid", x1: ROOM.left, x2: right, y1: y(value), y2: y(value) }));
      parts.push(text(this.format(value), { x: ROOM.left - 8, y: y(value) + 4, "text-anchor": "end" }));
    }
    parts.push(text(`${seconds} s ago`, { x: ROOM.left, y: height - 4 }));
    parts.push(text("now", { x: right, y: height - 4, "text-anchor": "end" }));
    const points = line => this.samples.map((rates, index) => `${x(index)},${y(rates[line])}`).join(" ");
    if (this.samples.length > 1) {
      const area = `${x(0)},${bottom} ${points("accepted")} ${right},${bottom}`;
      parts.push(element("polygon", { points: area }));
      parts.push(...LINES.map(line => element("polyline", { class: line, points: points(line) })));
    }
    parts.push(...this.reading(x, bottom));
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.replaceChildren(...parts);
  }

  // The figures of the second under the pointer.
  reading(x, bottom) {
    if (this.pointer === null) return [];
    const at = this.pointer - this.place.getBoundingClientRect().left;
    const index = this.samples.findIndex((_, index) => x(index) >= at);
    const rates = this.samples[index];
    if (!rates) return [];
    const said = LINES.map(line => `${line} ${this.format(rates[line])}`).join(", ");
    const side = at > this.place.clientWidth / 2 ? "end" : "start";
    const shift = side === "end" ? -6 : 6;
    return [
      element("line", { class: "pointer", x1: x(index), x2: x(index), y1: ROOM.top, y2: bottom }),
      text(said, { x: x(index) + shift, y: ROOM.top + 12, "text-anchor": side }),
    ];
  }
}

// The next of 1, 2, 5, 10, 20, 50, … that is not below the value.
function ceiling(value) {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * unit).find(step => step >= value);
}

function element(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function text(content, attributes) {
  const node = element("text", attributes);
  node.textContent = content;
  return node;
}
