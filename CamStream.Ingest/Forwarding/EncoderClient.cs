using System.Net;
using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

/// <summary>Asks encoders how they are, and tells them which cameras are theirs.</summary>
internal sealed class EncoderClient(HttpMessageInvoker http)
{
    // An encoder that is silent for so long is lost: probes find it sooner.
    private static readonly TimeSpan _longestAnswer = TimeSpan.FromSeconds(3);

    /// <summary>
    /// What an encoder reports of itself. An answer of another form counts as an empty report.
    /// </summary>
    /// <exception cref="HttpRequestException">The encoder is unreachable.</exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellation"/> ended the wait.
    /// </exception>
    public async Task<EncoderReport> AskAsync(EncoderAddress encoder, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, EncoderRoutes.ReportOf(encoder.Address));
        using var response = await http.SendAsync(request, cancellation);
        try
        {
            if (
                response.IsSuccessStatusCode
                && await response.Content.ReadFromJsonAsync(EncoderJson.Default.EncoderReport, cancellation)
                    is { Ready: not null } report
            )
                return report;
        }
        catch (JsonException)
        {
            // It answers, but in a form of its own.
        }
        return new EncoderReport(Draining: false, Ready: []);
    }

    /// <summary>Asks an encoder to leave a camera to another one.</summary>
    /// <returns>From where on; null when it does not.</returns>
    public async Task<ReleasedCamera?> ReleaseAsync(
        EncoderAddress encoder,
        CameraId camera,
        CancellationToken cancellation
    )
    {
        using var response = await PostAsync(EncoderRoutes.ReleaseOf(encoder.Address, camera), cancellation);
        if (response is not { IsSuccessStatusCode: true })
            return null;
        try
        {
            return await response.Content.ReadFromJsonAsync(EncoderJson.Default.ReleasedCamera, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Asks an encoder to answer for a camera that it is on standby for, from the segment with
    /// media sequence number <paramref name="msn"/> on.
    /// </summary>
    /// <returns>Whether it does.</returns>
    public async Task<bool> TakeOverAsync(
        EncoderAddress encoder,
        CameraId camera,
        long msn,
        CancellationToken cancellation
    )
    {
        using var response = await PostAsync(EncoderRoutes.TakeOverOf(encoder.Address, camera, msn), cancellation);
        return response is { IsSuccessStatusCode: true };
    }

    /// <summary>
    /// Tells an encoder which frame was the last one written to it, so that it counts those that it
    /// never got.
    /// </summary>
    /// <returns>False when it must be told again.</returns>
    public async Task<bool> SettleAsync(
        EncoderAddress encoder,
        CameraId camera,
        FeedPlace last,
        CancellationToken cancellation
    )
    {
        using var response = await PostAsync(EncoderRoutes.WrittenOf(encoder.Address, camera, last), cancellation);
        return response is { StatusCode: not HttpStatusCode.Conflict };
    }

    private async Task<HttpResponseMessage?> PostAsync(Uri address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_longestAnswer);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(request, limit.Token);
            await response.Content.LoadIntoBufferAsync(limit.Token);
            return response;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            response?.Dispose();
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }
}
