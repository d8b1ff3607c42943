-- Who buys. Ids are UUIDs that the application makes, kept as text: PostgreSQL and MySQL share
-- neither a UUID type nor a way to count upwards, and these scripts run unchanged on both.
create table customers (
  id varchar(36) not null,
  email varchar(254) not null,
  full_name varchar(200) not null,
  created_at timestamp not null default current_timestamp,
  constraint customers_pk primary key (id),
  constraint customers_email_unique unique (email)
);

-- Where they want their parcels. The country is an ISO 3166 code: 'DE', 'JP'.
create table addresses (
  id varchar(36) not null,
  customer_id varchar(36) not null,
  street varchar(200) not null,
  postal_code varchar(20) not null,
  city varchar(100) not null,
  country char(2) not null,
  constraint addresses_pk primary key (id),
  constraint addresses_customer_fk foreign key (customer_id) references customers (id)
    on delete cascade
);

create index addresses_by_customer on addresses (customer_id);
