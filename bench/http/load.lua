-- wrk script: wrk -s load.lua URL -- <mode> <path> <ids file> <token or -> <salt>
local mode, path, token, salt
local ids, revisions, free = {}, {}, {}
local sent = 0
local statuses = { "draft", "open", "paid", "late", "void" }

function init(args)
  mode, path, token, salt = args[1], args[2], args[4], args[5] or "0"
  for line in io.lines(args[3]) do
    local id, revision = line:match("^(%S+) (%d+)$")
    ids[#ids + 1] = id
    revisions[id] = revision
    free[#free + 1] = id
  end
  math.randomseed(tonumber(salt) + 1)
  if token ~= "-" then wrk.headers["Authorization"] = "Bearer " .. token end
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  sent = sent + 1
  if mode == "read" then return wrk.format("GET", path .. "/" .. ids[math.random(#ids)]) end
  if mode == "list" then return wrk.format("GET", path .. "?limit=20&status=" .. statuses[math.random(5)]) end
  if mode == "insert" then
    local body = string.format(
      '{"number":"N%s-%d","name":"办公用品 %d","status":"open","channel":"rpa","priority":%d,"amount":"%d.45","tax":"13.5","rate":"0.13","quantity":"12.0000000000001","signedOn":"2026-03-04","dueOn":"2026-04-04","sentAt":"2026-03-04T08:15:30.123Z","paper":true,"urgent":false,"buyerTaxNo":"91440300708461136T","buyerName":"购买方有限公司","phone":"13800138000","email":"buyer@example.com","place":"上海市浦东新区","remark":"按合同约定开具发票，备注栏注明项目名称与地址。"}',
      salt, sent, sent, sent % 1000, sent)
    return wrk.format("POST", path, nil, body)
  end
  local id = table.remove(free) or ids[math.random(#ids)]
  local body = string.format('{"name":"办公用品 改 %d","amount":"%d.12"}', sent, sent)
  return wrk.format("PATCH", path .. "/" .. id, { ["If-Match"] = '"' .. revisions[id] .. '"', ["Authorization"] = wrk.headers["Authorization"], ["Content-Type"] = "application/json" }, body)
end

local bad = 0
function response(status, _, body)
  if status >= 300 then bad = bad + 1 if bad < 3 then io.stderr:write(status .. " " .. body:sub(1, 200) .. "\n") end end
  if mode ~= "update" then return end
  local id = body:match('"id":"([^"]+)"')
  local revision = body:match('"revision":(%d+)}$') or body:match('"revision":(%d+)')
  if id and status < 300 then
    revisions[id] = revision
    table.insert(free, 1, id)
  end
end
