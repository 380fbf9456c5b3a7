import type { Observable } from 'rxjs';
import type { Channel } from '../flow/channel/channel.js';
import type { Inlet } from '../flow/inputs/inlet.js';
import type { Opener } from '../flow/inputs/opener.js';
import type { Outlet } from '../flow/outputs/outlet.js';

/** Something that is called by a name. */
interface Named {
  readonly name: string;
}

/** A queue, as a graph and a run of it know it: what it is called, and its parts. Anybody may subscribe to it. */
export interface DeclaredQueue extends Observable<any> {
  /** Its node in the graph. */
  readonly id: string;
  /** What pictures, reports and errors call it. */
  readonly name: string;
  /** The pipeline that it was declared on. */
  readonly pipeline: Named;
  /** Whether its name was made up. */
  readonly isAnonymous: boolean;
  /** Most items that may wait in it, as it is now. */
  readonly capacity: number;
  /** @internal */
  readonly channel: Channel<any>;
  /** @internal */
  readonly inlet: Inlet<any>;
  /** @internal */
  readonly outlet: Outlet<any>;
  /** How to open what it reads from. @internal */
  readonly opener: Opener<any> | undefined;
  /** How many items it reads from its source, where that can be told without reading it. */
  readonly expected: number | undefined;
  /** Whether tasks send their failed items here. @internal */
  readonly takesFailures: boolean;
}
