namespace CamStream.Bench.Processes;

/// <summary>A process of the measured system at one moment.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Resource">The AppHost's resource that it belongs to.</param>
/// <param name="Stat">Its name and processor time.</param>
/// <param name="Memory">Its memory.</param>
internal sealed record RunningProcess(int Id, string Resource, ProcStat Stat, ProcMemory Memory)
{
    /// <summary>
    /// The kind: <c>ffmpeg</c> for any ffmpeg, otherwise the resource without its number or name.
    /// </summary>
    public string Kind => Stat.Command == "ffmpeg" ? "ffmpeg" : Resource.Split('-')[0];
}
