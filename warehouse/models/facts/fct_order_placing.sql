-- When each order was placed, under the name by which refunds know it: their aggregate.
-- grain: aggregate_id
-- materialize: view
-- key: aggregate_id = order_id
-- owner: data platform
-- column aggregate_id: public; id; zh 订单号; en Order
-- column placed_at: public; UTC; zh 下单时间; en Placed at
-- column is_simulated: public; yes/no; zh 是否模拟; en Placed by the simulator
select order_id as aggregate_id, placed_at, is_simulated
from ref('fct_order')
