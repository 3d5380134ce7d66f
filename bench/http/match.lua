-- wrk script: wrk -s match.lua URL -- <path> <file of bodies> <token>
local path, token
local bodies = {}
local sent = 0

function init(args)
  path, token = args[1], args[3]
  for line in io.lines(args[2]) do bodies[#bodies + 1] = line end
  wrk.headers["Authorization"] = "Bearer " .. token
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  sent = sent + 1
  return wrk.format("POST", path, nil, bodies[sent % #bodies + 1])
end
