namespace CamStream.Bench.Processes;

/// <summary>A process of the measured system at one moment.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Resource">The resource of the AppHost that it belongs to.</param>
/// <param name="Stat">Its name and processor time.</param>
/// <param name="Memory">What it holds.</param>
internal sealed record RunningProcess(int Id, string Resource, ProcStat Stat, ProcMemory Memory)
{
    /// <summary>
    /// What kind it is: <c>ffmpeg</c> whoever started it, else its resource without number and
    /// name.
    /// </summary>
    public string Kind => Stat.Command == "ffmpeg" ? "ffmpeg" : Resource.Split('-')[0];
}
