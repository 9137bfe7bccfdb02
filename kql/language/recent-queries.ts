/** The catalogue's queries come to half as many. A bound tree takes some 230 bytes for each of them. */
const MOST_CHARACTERS = 250_000;

/** What was found out about the queries that were asked for last, as far as they come to no more than so many characters. */
export class RecentQueries<T> {
  /** What was asked for last stands last. */
  private readonly known = new Map<string, T>();
  private characters = 0;

  constructor(private readonly most = MOST_CHARACTERS) {}

  /** What is known of a query, or else what `find` says of it. */
  of(query: string, find: () => T): T {
    const found = this.known.get(query) ?? find();
    if (!this.known.delete(query)) this.characters += query.length;
    this.known.set(query, found);
    this.forget();
    return found;
  }

  private forget(): void {
    for (const oldest of this.known.keys()) {
      if (this.characters <= this.most) return;
      this.known.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}
