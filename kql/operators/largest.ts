/**
 * The largest items, the largest first. Of those that tie it leaves the ones that a binary heap of that size leaves, as the engine does.
 */
export function largest<T>(items: Iterable<T>, count: number, compare: (a: T, b: T) => number): T[] {
  const heap = new Heap(compare);
  for (const item of items) {
    if (heap.size < count) heap.push(item);
    else if (count > 0 && heap.isBelow(item)) {
      heap.pop();
      heap.push(item);
    }
  }
  const found: T[] = [];
  for (let item = heap.pop(); item; item = heap.pop()) found.push(item.value);
  return found.reverse();
}

/** The smallest item is at its top. */
class Heap<T> {
  private readonly items: T[] = [];

  constructor(private readonly compare: (a: T, b: T) => number) {}

  get size(): number {
    return this.items.length;
  }

  /** Whether the smallest is smaller than the item. */
  isBelow(item: T): boolean {
    return this.items.length > 0 && this.compare(this.items[0] as T, item) < 0;
  }

  push(item: T): void {
    this.items.push(item);
    for (let at = this.items.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.isSmaller(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): { readonly value: T } | undefined {
    if (this.items.length === 0) return undefined;
    this.swap(0, this.items.length - 1);
    const value = this.items.pop() as T;
    this.sink();
    return { value };
  }

  private sink(): void {
    for (let at = 0; ; ) {
      let smallest = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.items.length && this.isSmaller(child, smallest)) smallest = child;
      if (smallest === at) return;
      this.swap(at, smallest);
      at = smallest;
    }
  }

  private isSmaller(a: number, b: number): boolean {
    return this.compare(this.items[a] as T, this.items[b] as T) < 0;
  }

  private swap(a: number, b: number): void {
    [this.items[a], this.items[b]] = [this.items[b] as T, this.items[a] as T];
  }
}
