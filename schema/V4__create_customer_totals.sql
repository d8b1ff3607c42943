-- What each customer has ordered so far. Cancelled orders do not count, and customers without an
-- order are listed with zeros.
create view customer_totals as
select
  c.id as customer_id,
  c.full_name,
  count(distinct o.id) as order_count,
  coalesce(sum(l.quantity * l.unit_price), 0) as total
from customers c
left join orders o on o.customer_id = c.id and o.state <> 'cancelled'
left join order_lines l on l.order_id = o.id
group by c.id, c.full_name;
