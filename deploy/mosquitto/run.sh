#!/bin/sh
# Becomes Mosquitto, and makes it reload accounts, rules and certificates when they change, which it
# does not do by itself. Only users without an account are disconnected.
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
