using System.Diagnostics.CodeAnalysis;

namespace CamStream.Frames.Mqtt;

/// <summary>
/// The MQTT topics: <c>camstream/v1/{camera}/frame</c>, <c>…/status</c>, <c>…/settings</c>.
/// </summary>
public static class Topics
{
    /// <summary>The last level of <see cref="Frame"/>.</summary>
    public const string FrameLevel = "frame";

    /// <summary>The last level of <see cref="Status"/>.</summary>
    public const string StatusLevel = "status";

    /// <summary>The last level of <see cref="Settings"/>.</summary>
    public const string SettingsLevel = "settings";

    private const string Root = "camstream/v1/";

    /// <summary>
    /// The frames of every camera, shared among the replicas of Ingest (MQTT 5 §4.8.2).
    /// </summary>
    public const string SharedFrames = "$share/" + Replicas + "/" + Root + "+/" + FrameLevel;

    /// <summary>The share name of <see cref="SharedFrames"/>.</summary>
    public const string Replicas = "ingest";

    /// <summary>The template of <see cref="Frame"/>, for telemetry.</summary>
    public const string FrameTemplate = Root + "{camera}/" + FrameLevel;

    /// <summary>The status of every camera.</summary>
    public const string AllStatuses = Root + "+/" + StatusLevel;

    /// <summary>The settings of every camera.</summary>
    public const string AllSettings = Root + "+/" + SettingsLevel;

    /// <summary>Where <paramref name="camera"/> publishes its frames.</summary>
    public static string Frame(CameraId camera) => $"{Root}{camera.Value}/{FrameLevel}";

    /// <summary>
    /// Where <paramref name="camera"/> publishes its retained status, and its last will.
    /// </summary>
    public static string Status(CameraId camera) => $"{Root}{camera.Value}/{StatusLevel}";

    /// <summary>
    /// Where the server publishes the retained settings for <paramref name="camera"/>.
    /// </summary>
    public static string Settings(CameraId camera) => $"{Root}{camera.Value}/{SettingsLevel}";

    /// <summary>
    /// Splits a topic into the camera and what follows: <see cref="FrameLevel"/>,
    /// <see cref="StatusLevel"/>, <see cref="SettingsLevel"/> or something else.
    /// </summary>
    /// <returns>False when the topic is not one of CamStream's, or names no camera.</returns>
    public static bool TryParse(string topic, out CameraId camera, [NotNullWhen(true)] out string? kind)
    {
        camera = default;
        kind = null;
        if (!topic.StartsWith(Root, StringComparison.Ordinal))
            return false;
        var slash = topic.IndexOf('/', Root.Length);
        if (slash < 0 || !CameraId.TryParse(topic[Root.Length..slash], out camera))
            return false;
        kind = topic[(slash + 1)..];
        return true;
    }
}
