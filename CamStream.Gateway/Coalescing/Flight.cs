using System.Diagnostics.CodeAnalysis;
using CamStream.Gateway.Hls;

namespace CamStream.Gateway.Coalescing;

/// <summary>
/// A request that is on its way to an encoder for a number of viewers. It belongs to no single viewer:
/// it ends when it is answered, or when the last viewer has left. <see cref="Flights"/> holds the
/// lock for <see cref="Waiters"/>.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The source has no timer and gives out no wait handle: there is nothing to dispose."
)]
internal sealed class Flight(string key)
{
    private readonly CancellationTokenSource _abandoned = new();

    public string Key => key;

    /// <summary>How many viewers wait for the answer.</summary>
    public int Waiters { get; set; }

    public Task<Answer> Answer { get; private set; } = null!;

    public void Start(Func<CancellationToken, Task<Answer>> ask, Action<Flight, Answer> landed) =>
        Answer = RunAsync(ask, landed);

    public void Abandon() => _abandoned.Cancel();

    private async Task<Answer> RunAsync(Func<CancellationToken, Task<Answer>> ask, Action<Flight, Answer> landed)
    {
        // Leaves the first viewer's stack, and the lock that is held while the flight is added.
        await Task.Yield();
        Answer answer;
        try
        {
            answer = await ask(_abandoned.Token);
        }
        catch (Exception exception)
        {
            answer = Hls.Answer.Refusal(
                StatusCodes.Status502BadGateway,
                exception is OperationCanceledException
                    ? "The request to the encoder was abandoned."
                    : "The request to the encoder failed."
            );
        }
        landed(this, answer);
        return answer;
    }
}
