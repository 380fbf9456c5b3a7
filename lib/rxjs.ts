// What the library uses of RxJS, by the paths that it exports: they lead to the very classes and functions that 'rxjs'
// has, without loading its two hundred other files. Types come from 'rxjs' itself.
export { Observable } from 'rxjs/internal/Observable';
export { Subject } from 'rxjs/internal/Subject';
export { Subscriber } from 'rxjs/internal/Subscriber';
export { Subscription } from 'rxjs/internal/Subscription';
export { from } from 'rxjs/internal/observable/from';
export { merge } from 'rxjs/internal/observable/merge';
export { groupBy } from 'rxjs/internal/operators/groupBy';
