namespace RailLife.Bench.Commerce.Crash;

/// <summary>What must be so in the core database when nothing is due any more: each gives a sentence per fault.</summary>
internal static class TradeLaws
{
    public static readonly (string Law, string Sql)[] All =
    [
        ("an order's axes fit each other",
            """
            select id || ' is ' || state || ', ' || payment || ', ' || fulfilment || ', after-sales ' || after_sale from order_head where not (
                (state = 'split' and payment in ('paid', 'void') and fulfilment = 'none' and after_sale = 'none')
                or (state = 'cancelled' and payment = 'void' and fulfilment = 'none' and after_sale = 'none')
                or (state = 'cancelled' and payment = 'refunded' and fulfilment = 'none' and after_sale in ('none', 'part-returned'))
                or (state = 'closed' and payment = 'paid' and after_sale = 'all-returned')
                or (state = 'wait-ship' and payment = 'paid' and fulfilment in ('none', 'part-shipped') and after_sale in ('none', 'open', 'part-returned'))
                or (state = 'wait-receive' and payment = 'paid' and fulfilment = 'shipped' and after_sale in ('none', 'open', 'part-returned'))
                or (state = 'success' and payment = 'paid' and fulfilment = 'received' and after_sale in ('none', 'open', 'part-returned')))
            """),
        ("an order that waits to ship has something to ship",
            "select o.id from order_head o where o.state = 'wait-ship' and not exists (select 1 from order_line l where l.order_id = o.id and l.shipped + l.returned < l.quantity)"),
        ("moments fit the axes",
            """
            select id || ' is ' || state || ' and ' || payment from order_head where (paid_at is null) <> (payment in ('void', 'unpaid')) or (cancelled_at is not null) <> (state = 'cancelled' or (state = 'split' and payment = 'void'))
                or (state = 'success' and received_at is null) or (completed_at is not null and received_at is null)
            """),
        ("the number of open applications is theirs",
            "select o.id from order_head o where o.after_sales_open <> (select count(*) from aftersale_case c where c.order_id = o.id and c.state not in ('succeeded', 'closed'))"),
        ("money given back is the sum of its lines and freight",
            "select o.id from order_head o where o.state <> 'split' and o.payment = 'paid' and o.refunded_minor <> o.returned_freight_minor + (select coalesce(sum(l.refunded_minor), 0) from order_line l where l.order_id = o.id)"),
        ("of a cancelled order all money went back",
            "select o.id from order_head o where o.payment = 'refunded' and o.refunded_minor <> o.paid_minor"),
        ("money given back is what applications say",
            """
            select o.id from order_head o where o.payment = 'paid' and o.state <> 'split'
                and o.refunded_minor <> (select coalesce(sum(c.refunded_minor), 0) from aftersale_case c where c.order_id = o.id and c.state = 'succeeded')
            """),
        ("what was paid is what its orders cost",
            "select p.order_id from pay_payment p where p.state = 'succeeded' and p.payable_minor <> (select coalesce(sum(o.paid_minor), 0) from order_head o where o.root_id = p.order_id and o.state <> 'split')"),
        ("what a payment gave back is what its orders did",
            "select p.order_id from pay_payment p where p.state = 'succeeded' and p.refunded_minor <> (select coalesce(sum(o.refunded_minor), 0) from order_head o where o.root_id = p.order_id and o.state <> 'split')"),
        ("a closed payment is of a void order", "select p.order_id from pay_payment p join order_head o on o.root_id = p.order_id where p.state = 'closed' and o.payment <> 'void'"),
        ("an order is paid once", "select order_id from pay_payment group by order_id having count(*) > 1"),
        ("the bank holds what payments say",
            """
            select 'the bank ' || b.held || ', payments ' || p.held from
                (select coalesce(sum(case when state = 'paid' then amount_minor else 0 end) - sum(refunded_minor), 0) as held from pay_sandbox_trade) b,
                (select coalesce(sum(payable_minor - refunded_minor), 0) as held from pay_payment where state = 'succeeded') p where b.held <> p.held
            """),
        ("pieces are the sum of what moved them", StockProof.Wrong),
        ("pieces that are held or left are those of the orders",
            """
            select h.order_id || ' line ' || h.line_no || ': held ' || h.held || ' expected ' || e.held || ', left ' || h.deducted || ' expected ' || e.shipped from
                (select order_id, line_no, sum(held) as held, sum(deducted) as deducted from stock_hold_line group by order_id, line_no) h
                join (select o.root_id, l.root_line_no, sum(case when o.state = 'wait-ship' then l.quantity - l.shipped - l.returned else 0 end) as held, sum(l.shipped) as shipped
                    from order_head o join order_line l on l.order_id = o.id where o.state <> 'split' group by o.root_id, l.root_line_no) e on e.root_id = h.order_id and e.root_line_no = h.line_no
            where h.held <> e.held or h.deducted <> e.shipped
            """),
        ("pieces for exchanges are held while they wait, and left once",
            """
            select c.id || ' is ' || c.state from aftersale_case c join stock_hold_line h on h.order_id = c.id group by c.id, c.state
            having (c.state = 'wait-exchange' and sum(h.held) = 0) or (c.state <> 'wait-exchange' and sum(h.held) <> 0)
                or (c.state = 'succeeded' and sum(h.deducted) <> (select sum(l.quantity) from aftersale_line l where l.case_id = c.id))
            """),
        ("points are the sum of lots and of entries; held ones are those of open orders",
            """
            select a.member_id from points_account a where
                (select coalesce(sum(remaining), 0) from points_lot l where l.member_id = a.member_id) <> (select coalesce(sum(points), 0) from points_entry e where e.member_id = a.member_id)
                or (select coalesce(-sum(amount), 0) from ledger_entry e where e.account_id = 'member/' || a.member_id || '/points') <> (select coalesce(sum(points), 0) from points_entry e where e.member_id = a.member_id)
                or (select coalesce(sum(held), 0) from points_lot l where l.member_id = a.member_id) <> 0 or exists (select 1 from points_use u where u.member_id = a.member_id and u.state = 'held')
            """),
        ("points that paid a part are those of paid orders, given back as their lines say",
            """
            select o.id from order_head o left join points_use u on u.reference = 'order/' || o.id || '/points'
            where o.parent_id is null and o.points_used > 0 and (u.points is null or u.points <> o.points_used or (o.payment = 'void' and u.state <> 'released') or (o.payment = 'paid' and o.state <> 'split' and u.state = 'released')
                or (u.state <> 'released' and (select coalesce(sum(p.returned), 0) from points_use_part p where p.use_id = u.id)
                    <> (select coalesce(sum(case when c.payment = 'refunded' then l.points_used else l.points_back end), 0) from order_head c join order_line l on l.order_id = c.id where c.root_id = o.id and c.state <> 'split')))
            """),
        ("coupons given out are counted", "select t.id from coupon_template t where t.issued <> (select count(*) from coupon_held h where h.template_id = t.id)"),
        ("coupons claimed are counted", "select c.member_id from coupon_claim c where c.claimed <> (select count(*) from coupon_held h where h.template_id = c.template_id and h.member_id = c.member_id)"),
        ("no coupon stays locked, and a used one is of a paid order",
            "select h.id || ' is ' || h.state from coupon_held h left join order_head o on o.id = h.order_id where h.state = 'locked' or (h.state = 'used' and (o.payment is null or o.payment not in ('paid', 'refunded')))"),
        ("a coupon that took something off a paid order is used there",
            """
            select e.coupon_id from order_effect e join order_head o on o.id = e.order_id join order_head r on r.id = o.root_id where e.coupon_id is not null and o.payment = 'paid' and o.state <> 'closed'
                and not exists (select 1 from coupon_held h where h.id = e.coupon_id and h.state = 'used' and h.order_id = r.id)
            """),
        ("quotas are counted, and void orders have none of them",
            """
            select c.promotion_id || ' ' || c.item_id || ' ' || c.subject from promo_count c where c.taken <> (select coalesce(sum(t.quantity), 0) from promo_taken t
                where t.promotion_id = c.promotion_id and t.item_id = c.item_id and t.dimension = c.dimension and t.subject = c.subject and t.state = 'taken')
            union all select t.order_id from promo_taken t join order_head o on o.id = t.order_id where t.state = 'taken' and o.payment = 'void'
            """),
        ("pieces that a member may buy are counted",
            """
            select m.member_id || ' ' || m.product_id from order_member_product m where m.bought <> (select coalesce(sum(l.quantity), 0) from order_head o join order_line l on l.order_id = o.id
                where o.member_id = m.member_id and l.product_id = m.product_id and o.state not in ('split', 'cancelled') and l.is_gift = 0)
            """),
        ("nothing is owed by buyers", "select account_id || ': ' || sum(amount) from ledger_entry where account_id = 'platform/receivable/CNY' group by account_id having sum(amount) <> 0"),
        ("what is paid and not completed is owed to buyers in goods",
            """
            select 'books ' || b.owed || ', orders ' || o.owed from (select coalesce(-sum(amount), 0) as owed from ledger_entry where account_id in ('platform/undelivered/CNY', 'platform/in-delivery/CNY')) b,
                (select coalesce(sum(paid_minor - refunded_minor), 0) as owed from order_head where state in ('wait-ship', 'wait-receive', 'success') and payment = 'paid' and completed_at is null) o where b.owed <> o.owed
            """),
    ];

    /// <summary>What is still under way, by name; nothing of it may be left before the laws are asked.</summary>
    public const string Unsettled = """
        select what || ' ' || n from (
            select 'unpaid orders' as what, count(*) as n from order_head where payment = 'unpaid'
            union all select 'open payments', count(*) from pay_payment where state = 'pending'
            union all select 'attempts with something to do', count(*) from pay_attempt where todo is not null
            union all select 'refunds under way', count(*) from pay_refund where state <> 'succeeded'
            union all select 'callbacks to come', count(*) from pay_sandbox_callback where deliver_at is not null
            union all select 'parcels to sign for', count(*) from order_head where state = 'wait-receive' and signs_at <= @now and after_sales_open = 0
            union all select 'orders to complete', count(*) from order_head where state = 'success' and completed_at is null and completes_at <= @now and after_sales_open = 0
            union all select 'returns to expire', count(*) from aftersale_case where state = 'wait-return' and due_at <= @now
            union all select 'events to publish', count(*) from outbox where position > (select coalesce(max(position), 0) from outbox_cursor)) t where n > 0
        """;
}
