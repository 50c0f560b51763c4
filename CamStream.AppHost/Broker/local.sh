#!/bin/sh
# Becomes the installed Mosquitto, as the container would have it, but for this machine only, at ports of its own, and with its files in the run's folder.
#   local.sh FOLDER PORT TLS_PORT
PATH=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin
conf=$1/config/mosquitto.conf
local=$(sed "s|/mosquitto/|$1/|; s|^listener 1883\$|listener $2 localhost|; s|^listener 8883\$|listener $3 localhost|" "$conf") || exit
printf '%s\n' "$local" >"$conf"
echo $$ >"$1/pid"
exec mosquitto -c "$conf"
