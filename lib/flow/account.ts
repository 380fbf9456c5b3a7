/** What a node did with its items. With the counts of its channels, this must balance at the end of a run. */
export class Account {
  /** Items read: sources only, the other nodes' are counted where they come from. */
  read = 0;
  failed = 0;
  skipped = 0;
  /** Turned away by a filter. */
  dropped = 0;
  /**
   * Let go of because the run was cut short, or because the result was not wanted: see `Closings`. What comes too
   * late, its channel counts.
   */
  discarded = 0;
  retried = 0;
  /** Calls under way, and the most there may be. */
  active = 0;
  concurrency = 1;
  /** Items out for each item in. */
  fanout = 1;
  /** Where items out are not made one to one: how many items in were used up, and items out made of them. */
  used: number | undefined;
  made: number | undefined;
}
