#!/bin/sh
# Becomes the installed Mosquitto, configured as the container is. It listens on localhost only, on
# ports of its own, and keeps its files in the run's folder, $BROKER_FOLDER.
#   local.sh PORT TLS_PORT
PATH=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin
folder=${BROKER_FOLDER:?}
conf=$folder/config/mosquitto.conf
local=$(sed "s|/mosquitto/|$folder/|
    s|^listener 1883\$|listener $1 localhost|
    s|^listener 8883\$|listener $2 localhost|" "$conf") || exit
printf '%s\n' "$local" >"$conf"
echo $$ >"$folder/pid"
exec mosquitto -c "$conf"
