/**
 * Where each row of a long list stands, when rows differ in height and most were never drawn: a Fenwick tree over
 * measured heights, and an estimate for the rest. Every question costs a logarithm, at a hundred thousand rows too.
 */
export class Heights {
  private tree: Float64Array;
  private known: Float64Array;
  private length = 0;

  constructor(
    count: number,
    private readonly estimate: number,
  ) {
    this.tree = new Float64Array(0);
    this.known = new Float64Array(0);
    this.grow(count);
  }

  get count(): number {
    return this.length;
  }

  /** The height of all rows. */
  get total(): number {
    return this.offsetOf(this.length);
  }

  heightOf(index: number): number {
    return this.known[index]! || this.estimate;
  }

  isMeasured(index: number): boolean {
    return this.known[index]! > 0;
  }

  /** How far below the list's top a row begins. */
  offsetOf(index: number): number {
    let sum = 0;
    for (let node = Math.min(index, this.length); node > 0; node -= node & -node) {
      sum += this.tree[node]!;
    }
    return sum;
  }

  /** The row at a distance from the top; the first or the last where it is outside. */
  indexAt(offset: number): number {
    let index = 0;
    let left = offset;
    for (let step = 2 ** Math.floor(Math.log2(Math.max(1, this.length))); step >= 1; step /= 2) {
      const next = index + step;
      if (next <= this.length && this.tree[next]! <= left) {
        index = next;
        left -= this.tree[next]!;
      }
    }
    return Math.max(0, Math.min(index, this.length - 1));
  }

  /** Takes a measured height in; gives by how much it differs from what was counted with. */
  set(index: number, height: number): number {
    const delta = height - this.heightOf(index);
    this.known[index] = height;
    if (delta !== 0) {
      this.addTo(index, delta);
    }
    return delta;
  }

  /** More rows at the end. */
  grow(count: number): void {
    if (count + 1 > this.tree.length) {
      const capacity = Math.max(count + 1, this.tree.length * 2, 1024);
      this.tree = copied(this.tree, capacity);
      this.known = copied(this.known, capacity);
    }
    for (let index = this.length; index < count; index++) {
      // A new node sums up its own row and the complete nodes below it.
      const node = index + 1;
      const low = node - (node & -node);
      let sum = this.heightOf(index);
      for (let below = index; below > low; below -= below & -below) {
        sum += this.tree[below]!;
      }
      this.tree[node] = sum;
    }
    this.length = Math.max(this.length, count);
  }

  private addTo(index: number, delta: number): void {
    for (let node = index + 1; node <= this.length; node += node & -node) {
      this.tree[node]! += delta;
    }
  }
}

function copied(values: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity);
  larger.set(values);
  return larger;
}
