-- Requests that web servers answered [访问日志], a row per event.
-- grain: log_partition, log_offset
-- not_null: requested_at, requested_hour, method, path, status, bytes
-- materialize: incremental append
-- owner: data platform
-- column log_partition: internal; id; zh 日志分区; en Log partition
-- column log_offset: internal; id; zh 日志位点; en Log offset
-- column requested_at: public; UTC; zh 请求时间; en Requested at
-- column requested_hour: public; UTC; zh 请求小时; en Hour of the request
-- column method: public; none; zh 方法; en Method
-- column path: internal; none; zh 路径; en Path, without query string
-- column status: public; HTTP status; zh 状态码; en Status
-- column bytes: public; bytes; zh 字节数; en Bytes of the body
-- column referrer_host: public; none; zh 来源主机; en Referring host
-- column agent: internal; none; zh 客户端; en User agent
-- column client_hash: personal; keyed hash; zh 客户端地址哈希; en Keyed hash of the client's address
select
  log_partition,
  log_offset,
  requested_at,
  date_trunc('hour', requested_at) as requested_hour,
  method,
  path,
  status,
  bytes,
  referrer_host,
  agent,
  client_hash
from ref('stg_log__accessed')
