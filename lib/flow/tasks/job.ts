/** An item on its way through a task. */
export class Job<In> {
  item: In;
  /** Its place among the results. */
  ticket: number;
  /** Which call with this item is next, from 1. */
  attempt = 1;
  /** Workers that died over it in this attempt. */
  deaths = 0;
  /** A worker has died while it had it: it is done alone. */
  isSuspect = false;

  constructor(item: In, ticket: number) {
    this.item = item;
    this.ticket = ticket;
  }
}
