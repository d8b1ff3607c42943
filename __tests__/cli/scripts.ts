/** A schema of two scripts, the second of which is to be written. */
export const customers =
  'create table customers (id int primary key);\ncreate view ids as select id from customers;\n';

export const orders = `create table orders (id int primary key);

create index orders_by_id
  on orders (id);
`;

/** Fails at its second statement. */
export const brokenOrders = `create table orders (id int primary key);

create index orders_by_id
  on purchases (id);
`;
