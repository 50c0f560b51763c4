#!/bin/sh
# Becomes the installed Mosquitto, as the container would have it, but for this machine only, at ports of its own,
# and with its files in the run's folder, $BROKER_FOLDER.
#   local.sh PORT TLS_PORT
PATH=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin
folder=${BROKER_FOLDER:?}
conf=$folder/config/mosquitto.conf
local=$(sed "s|/mosquitto/|$folder/|; s|^listener 1883\$|listener $1 localhost|; s|^listener 8883\$|listener $2 localhost|" "$conf") || exit
printf '%s\n' "$local" >"$conf"
echo $$ >"$folder/pid"
exec mosquitto -c "$conf"
