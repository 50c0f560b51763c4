using CamStream.Edge.Sources;
using CamStream.Frames;

namespace CamStream.Edge.Settings;

/// <summary>
/// The settings in force: first those of the options, then those that the server asks for, as far
/// as the source supports them.
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
    /// The source's actual settings, with the version that asked for them; reported in the status.
    /// </summary>
    public CameraSettings InForce { get; private set; }

    /// <summary>
    /// What is wrong with the newest settings, in words; null if they are in force. If they are
    /// refused, the previous ones stay in force.
    /// </summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// The settings to capture with, all set, and a token that is cancelled when they change.
    /// </summary>
    public (CameraSettings Settings, CancellationToken Changed) Snapshot()
    {
        lock (_lock)
            return (_wanted, _changed.Token);
    }

    /// <summary>
    /// Applies settings from the server. Null (the retained message was deleted) goes back to the
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
        _ = stale?.CancelAsync(); // not awaited: a source may end slowly
    }

    /// <summary>Reports settings that could not be read.</summary>
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
