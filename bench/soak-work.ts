import type { Order } from './soak.js';

/** What the soak does on threads. */
export function price(order: Order): Order {
  return { ...order, price: (order.id % 97) + 1 };
}
