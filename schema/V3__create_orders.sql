-- The states that an order goes through, in this order. A table rather than a check: the shop's
-- pages show the labels.
create table order_states (
  state varchar(20) not null,
  position smallint not null,
  label varchar(50) not null,
  constraint order_states_pk primary key (state),
  constraint order_states_position_unique unique (position)
);

insert into order_states (state, position, label) values
  ('placed', 1, 'Placed'),
  ('paid', 2, 'Paid'),
  ('sent', 3, 'On its way'),
  ('delivered', 4, 'Delivered'),
  ('cancelled', 5, 'Cancelled');

create table orders (
  id varchar(36) not null,
  customer_id varchar(36) not null,
  state varchar(20) not null default 'placed',
  placed_at timestamp not null default current_timestamp,
  constraint orders_pk primary key (id),
  constraint orders_customer_fk foreign key (customer_id) references customers (id),
  constraint orders_state_fk foreign key (state) references order_states (state)
);

-- The price is the one at the time of the order; the product's own may change later.
create table order_lines (
  order_id varchar(36) not null,
  line_number smallint not null,
  sku varchar(40) not null,
  quantity integer not null,
  unit_price numeric(12, 2) not null,
  constraint order_lines_pk primary key (order_id, line_number),
  constraint order_lines_order_fk foreign key (order_id) references orders (id) on delete cascade,
  constraint order_lines_product_fk foreign key (sku) references products (sku),
  constraint order_lines_quantity_positive check (quantity > 0)
);

-- For the page "your orders", the newest first.
create index orders_by_customer on orders (customer_id, placed_at);

create index order_lines_by_product on order_lines (sku);
