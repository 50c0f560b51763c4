using CamStream.Edge.Sources;
using CamStream.Frames;

namespace CamStream.Edge.Settings;

/// <summary>
/// The settings in force: what the options say at first, then what the server asks for, as far as
/// the source can do it.
/// </summary>
internal sealed class CurrentSettings : IDisposable
{
    private readonly ICameraSource _source;
    private readonly CameraSettings _configured;
    private readonly Lock _lock = new();
    private CameraSettings _wanted;
    private CancellationTokenSource _changed = new();

    public CurrentSettings(EdgeOptions options, ICameraSource source)
    {
        _source = source;
        _wanted = _configured = new CameraSettings
        {
            Version = 0,
            Fps = options.FramesPerSecond,
            Width = options.Width,
            Height = options.Height,
            Quality = options.Quality,
            Rotation = options.Rotation,
            Enabled = true,
        };
        InForce = source.InForce(_wanted);
    }

    /// <summary>
    /// What the source does, with the version that asked for it; reported in the status.
    /// </summary>
    public CameraSettings InForce { get; private set; }

    /// <summary>
    /// What is wrong with the settings that came last, in words; then those before are in force.
    /// </summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// What to capture with, where every value is set, and a token that is cancelled when that
    /// changes.
    /// </summary>
    public (CameraSettings Settings, CancellationToken Changed) Snapshot()
    {
        lock (_lock)
            return (_wanted, _changed.Token);
    }

    /// <summary>
    /// Takes what the server asks for; null, the retained message was deleted, goes back to the
    /// options.
    /// </summary>
    public void Apply(CameraSettings? asked)
    {
        CancellationTokenSource? stale = null;
        lock (_lock)
        {
            Problem = asked?.Problem() is { } problem ? $"settings: {problem}" : null;
            if (Problem is not null)
                return;
            var (before, inForce) = (_wanted, InForce);
            _wanted = asked is null ? _configured : Merge(_wanted, asked);
            InForce = _source.InForce(_wanted);
            if (InForce with { Version = 0 } != inForce with { Version = 0 } || before.Enabled != _wanted.Enabled)
            {
                (stale, _changed) = (_changed, new CancellationTokenSource());
            }
        }
        _ = stale?.CancelAsync(); // a source may take its time to end
    }

    /// <summary>Settings came that could not be read.</summary>
    public void Refuse(string problem)
    {
        lock (_lock)
            Problem = $"settings: {problem}";
    }

    public void Dispose() => _changed.Dispose();

    private static CameraSettings Merge(CameraSettings before, CameraSettings asked) =>
        new()
        {
            Version = asked.Version,
            Fps = asked.Fps ?? before.Fps,
            Width = asked.Width ?? before.Width,
            Height = asked.Height ?? before.Height,
            Quality = asked.Quality ?? before.Quality,
            Rotation = asked.Rotation ?? before.Rotation,
            Enabled = asked.Enabled ?? before.Enabled,
        };
}
