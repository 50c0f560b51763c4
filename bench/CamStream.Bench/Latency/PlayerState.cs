namespace CamStream.Bench.Latency;

/// <summary>What the page tells of a camera's player (<c>window.camstream</c>).</summary>
internal sealed record PlayerState(string Id, int Stalls, int Restarts, IReadOnlyList<string> Errors)
{
    /// <summary>Gives them all; nothing on another page.</summary>
    public const string Expression =
        "Object.entries(window.camstream?.cameras ?? {}).map(([id, { stalls, restarts, errors }]) => ({ id, stalls, restarts, errors: errors.map(error => `${error.at} ${error.details}`) }))";
}
