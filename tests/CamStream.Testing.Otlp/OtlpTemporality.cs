namespace CamStream.Testing.Otlp;

/// <summary>The start of a point's counting; the values are the protocol's.</summary>
public enum OtlpTemporality
{
    /// <summary>A gauge counts nothing.</summary>
    None = 0,

    /// <summary>Since the last report.</summary>
    Delta = 1,

    /// <summary>Since the start.</summary>
    Cumulative = 2,
}
