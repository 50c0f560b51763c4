#!/bin/sh
# Becomes Mosquitto, and tells it to read accounts, rules and certificates again when they change: it does not look by itself.
# Nobody is disconnected but those whose account is gone.
#   run.sh [FOLDER]    that holds config, accounts, tls and data (/mosquitto)
folder=${1:-/mosquitto}
PATH=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin

state() { cksum "$folder/accounts/passwd" "$folder/config/acl" "$folder/tls/tls.crt" "$folder/tls/tls.key"; }

told=$(state)
while sleep 2 && kill -0 $$; do
    now=$(state)
    [ "$now" = "$told" ] && continue
    told=$now
    kill -HUP $$
done 2>/dev/null &

exec mosquitto -c "$folder/config/mosquitto.conf"
