#!/usr/bin/env bash
# Two workers of a dask cluster, each in a network of its own, against a run without a cluster; then one is killed.
#
#     sudo bash benchmarks/cluster.sh SITE [PYTHON]
#
# Needs root for `ip netns`, and mediaaudit[dask]. SITE is made by make_site.py.
set -euo pipefail
site=$(realpath "$1")
python=$(realpath -s "$(command -v "${2:-python}")")
work=$(mktemp -d)
address=tcp://10.77.0.1:8786
pids=()

end() {
    kill -KILL "${pids[@]}" 2>/dev/null || true  # a worker that is asked to end waits for its scheduler
    wait 2>/dev/null || true
    for number in 1 2; do ip netns del "mediaaudit$number" 2>/dev/null || true; done
    ip link del mediaaudit0 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT

check() { # NAME OPTION...: write a report; findings are no failure
    "$python" -m mediaaudit check "$site" --no-cache --as-of 2026-01-01 --format json -o "$work/$1.json" "${@:2}" || [ $? = 1 ]
}

same() { cmp "$work/local.json" "$work/$1.json" && echo "$1: same as without a cluster"; }

ip link add mediaaudit0 type bridge
ip addr add 10.77.0.1/24 dev mediaaudit0
ip link set mediaaudit0 up
"$python" -m distributed.cli.dask_scheduler --host 10.77.0.1 --port 8786 --no-dashboard 2>"$work/scheduler" & pids+=($!)
for number in 1 2; do
    ip netns add "mediaaudit$number"
    ip link add "mediaaudit0-$number" type veth peer name eth0 netns "mediaaudit$number"
    ip link set "mediaaudit0-$number" master mediaaudit0 up
    ip -n "mediaaudit$number" addr add "10.77.0.1$number/24" dev eth0
    ip -n "mediaaudit$number" link set eth0 up
    ip netns exec "mediaaudit$number" "$python" -m distributed.cli.dask_worker "$address" --host "10.77.0.1$number" \
        --nthreads 1 --no-nanny --no-dashboard --local-directory "$work" 2>"$work/worker$number" & pids+=($!)
done
check local --jobs 1
check cluster --engine "dask://10.77.0.1:8786"
same cluster
grep -ho "Starting established connection to.*\|Registered to.*" "$work"/worker? | sort | uniq -c
check killed --engine "dask://10.77.0.1:8786" & run=$!
sleep "${KILL_AFTER:-8}"
kill -0 "$run" || { echo "the run was over before a worker was killed; set KILL_AFTER" >&2; exit 1; }
kill -KILL "${pids[2]}"
echo "worker 2 killed"
wait "$run"
same killed
