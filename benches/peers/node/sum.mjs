// The exact sum of decimal strings, cheap enough not to affect the measurement.

const SAFE_DIGITS = 15;
const FULL = 2 ** 52;

export class Sum {
  rows = 0;
  #scale = 0;
  /** In units of the scale. `#few` is added to `#many` before it exceeds the exact integers of a double. */
  #many = 0n;
  #few = 0;

  add(text) {
    if (typeof text !== 'string') throw new Error(`expected a decimal text, got ${typeof text}`);
    const point = text.indexOf('.');
    const scale = point < 0 ? 0 : text.length - point - 1;
    if (scale > this.#scale) {
      this.#empty();
      this.#many *= 10n ** BigInt(scale - this.#scale);
      this.#scale = scale;
    }
    let digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
    if (scale < this.#scale) digits += '0'.repeat(this.#scale - scale);
    if (digits.length > SAFE_DIGITS) {
      this.#many += BigInt(digits);
    } else {
      const units = Number(digits);
      if (!Number.isInteger(units)) throw new Error(`expected a decimal text, got ${text}`);
      this.#few += units;
      if (Math.abs(this.#few) > FULL) this.#empty();
    }
    this.rows += 1;
  }

  #empty() {
    this.#many += BigInt(this.#few);
    this.#few = 0;
  }

  toString() {
    this.#empty();
    const sign = this.#many < 0n ? '-' : '';
    const digits = String(this.#many < 0n ? -this.#many : this.#many).padStart(this.#scale + 1, '0');
    if (this.#scale === 0) return sign + digits;
    return `${sign}${digits.slice(0, -this.#scale)}.${digits.slice(-this.#scale)}`;
  }
}
