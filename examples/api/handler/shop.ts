import { randomUUID } from 'node:crypto';
import { ApiError } from './api-error';
import { type Database, isDuplicate, type Row } from './database';
import type { NewCustomer, NewOrder } from './requests';

export type Shop = ReturnType<typeof createShop>;

/** What the API does with the sample tables. The SQL runs on PostgreSQL and on MySQL. */
export function createShop(database: Database) {
  return {
    async listProducts() {
      const rows = await database.query(
        'select sku, name, price from products where is_sold = true order by sku',
      );
      return rows.map(({ sku, name, price }) => ({ sku, name, price }));
    },

    async addCustomer({ email, fullName }: NewCustomer) {
      const id: string = randomUUID();
      try {
        await database.change(
          'insert into customers (id, email, full_name) values (:id, :email, :fullName)',
          { id, email, fullName },
        );
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw new ApiError(409, `There is a customer with the email ${email}; use another.`);
      }
      return { id };
    },

    async listOrders(customerId: string) {
      const [customer] = await database.query(
        'select full_name, order_count, total from customer_totals where customer_id = :customerId',
        { customerId },
      );
      if (customer === undefined) {
        throw new ApiError(404, noCustomer(customerId));
      }
      const orders = await database.query(
        `select o.id, s.label, o.placed_at, sum(l.quantity * l.unit_price) as total
         from orders o
         join order_states s on s.state = o.state
         join order_lines l on l.order_id = o.id
         where o.customer_id = :customerId
         group by o.id, s.label, o.placed_at
         order by o.placed_at desc, o.id`,
        { customerId },
      );
      return {
        fullName: customer.full_name,
        orderCount: customer.order_count,
        total: customer.total,
        orders: orders.map((order) => ({
          id: order.id,
          state: order.label,
          placedAt: toIso(order.placed_at),
          total: order.total,
        })),
      };
    },

    async placeOrder({ customerId, lines }: NewOrder) {
      const id: string = randomUUID();
      return database.inTransaction(async (session) => {
        const orders = await session.change(
          'insert into orders (id, customer_id) select :id, id from customers where id = :customerId',
          { id, customerId },
        );
        if (orders === 0) throw new ApiError(422, noCustomer(customerId));

        for (const [index, { sku, quantity }] of lines.entries()) {
          // The price is the one of this moment.
          const added = await session.change(
            `insert into order_lines (order_id, line_number, sku, quantity, unit_price)
             select :id, :lineNumber, sku, :quantity, price
             from products where sku = :sku and is_sold = true`,
            { id, lineNumber: index + 1, sku, quantity },
          );
          if (added === 0)
            throw new ApiError(422, `${sku} is not sold; GET /products lists what is.`);
        }

        const [order] = await session.query(
          'select sum(quantity * unit_price) as total from order_lines where order_id = :id',
          { id },
        );
        return { id, total: order?.total };
      });
    },
  };
}

function noCustomer(id: string): string {
  return `There is no customer ${id}; add one by POST /customers.`;
}

// The database's clock is UTC.
function toIso(timestamp: Row[string] | undefined): string {
  return `${String(timestamp).replace(' ', 'T')}Z`;
}
