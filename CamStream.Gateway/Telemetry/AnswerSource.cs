namespace CamStream.Gateway.Telemetry;

/// <summary>Where an answer came from.</summary>
internal enum AnswerSource
{
    /// <summary>An encoder was asked.</summary>
    Origin,

    /// <summary>A request of another viewer was under way.</summary>
    Shared,

    /// <summary>The cache had it.</summary>
    Cache,

    /// <summary>Nobody was asked: too many requests were under way.</summary>
    Refused,
}
