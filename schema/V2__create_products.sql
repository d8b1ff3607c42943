-- What is sold. Prices are kept to the cent, in the shop's one currency; a product that is no
-- longer sold stays, since orders refer to it.
create table products (
  sku varchar(40) not null,
  name varchar(200) not null,
  description varchar(2000),
  price numeric(12, 2) not null,
  is_sold boolean not null default true,
  constraint products_pk primary key (sku),
  constraint products_price_not_negative check (price >= 0)
);

-- A few to begin with.
insert into products (sku, name, price) values
  ('CUP-01', 'Cup, white', 7.50),
  ('CUP-02', 'Cup, blue', 8.00),
  ('POT-01', 'Teapot, 1 litre', 34.90);
