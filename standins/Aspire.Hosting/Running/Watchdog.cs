using System.Diagnostics;

namespace Aspire.Hosting.Running;

/// <summary>
/// A small process that outlives this one and ends what it left: it holds the list of running process groups and containers, and
/// works through it when its input closes, however this process ended.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    // Asked to stop, five seconds to do so, then killed. Ids are process groups, or engine:name for containers.
    private const string Script = """
        exec >/dev/null 2>&1
        all=
        while read -r operation id; do
            case $operation in
                +) all="$all $id" ;;
                -) kept=; for one in $all; do [ "$one" = "$id" ] || kept="$kept $one"; done; all=$kept ;;
            esac
        done
        for id in $all; do
            case $id in
                *:*) "${id%%:*}" rm -f "${id#*:}" & ;;
                *) kill -TERM "-$id" ;;
            esac
        done
        tries=0
        while [ $tries -lt 50 ]; do
            alive=
            for id in $all; do case $id in *:*) ;; *) kill -0 "-$id" && alive=yes ;; esac; done
            [ "$alive" ] || break
            sleep 0.1
            tries=$((tries + 1))
        done
        for id in $all; do case $id in *:*) ;; *) kill -KILL "-$id" ;; esac; done
        wait
        """;

    private readonly Lock _lock = new();
    private Process? _process;

    public void Add(string id) => Tell("+ " + id);

    public void Remove(string id) => Tell("- " + id);

    public void Dispose()
    {
        lock (_lock)
        {
            _process?.StandardInput.Close();
            _process?.Dispose();
            _process = null;
        }
    }

    private void Tell(string line)
    {
        lock (_lock)
        {
            _process ??= Start();
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
    }

    private static Process Start() =>
        Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script]) { RedirectStandardInput = true })
        ?? throw new DistributedApplicationException("The watchdog process could not be started.");
}
