namespace CamStream.Gateway.Telemetry;

/// <summary>Where an answer came from.</summary>
internal enum AnswerSource
{
    /// <summary>An encoder was asked for it.</summary>
    Origin,

    /// <summary>Another viewer was waiting for the same.</summary>
    Shared,

    /// <summary>It was kept from before.</summary>
    Cache,

    /// <summary>Nobody was asked: too much was under way.</summary>
    Refused,
}
