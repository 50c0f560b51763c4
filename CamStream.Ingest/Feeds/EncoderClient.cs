using System.Globalization;
using System.Net;
using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Feeds;

/// <summary>What encoders are asked and told beside the frames.</summary>
internal sealed class EncoderClient(HttpMessageInvoker http)
{
    /// <summary>
    /// What an encoder says of itself. One that answers anything else is there, and says nothing.
    /// </summary>
    /// <exception cref="HttpRequestException">It is not there.</exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellation"/> ended the wait.
    /// </exception>
    public async Task<EncoderReport> AskAsync(EncoderAddress encoder, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(encoder.Address, "cameras"));
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
            // Whatever it is, it is no encoder of ours.
        }
        return new EncoderReport(Draining: false, Ready: []);
    }

    /// <summary>Has an encoder leave a camera to another one; null when it cannot.</summary>
    public async Task<ReleasedCamera?> ReleaseAsync(
        EncoderAddress encoder,
        CameraId camera,
        CancellationToken cancellation
    )
    {
        using var response = await PostAsync(encoder, camera, "release", cancellation);
        return response is { IsSuccessStatusCode: true }
            ? await response.Content.ReadFromJsonAsync(EncoderJson.Default.ReleasedCamera, cancellation)
            : null;
    }

    /// <summary>
    /// Has an encoder answer for a camera that it is on standby for, from segment
    /// <paramref name="msn"/> on; false when it does not.
    /// </summary>
    public async Task<bool> TakeOverAsync(
        EncoderAddress encoder,
        CameraId camera,
        long msn,
        CancellationToken cancellation
    )
    {
        using var response = await PostAsync(
            encoder,
            camera,
            string.Create(CultureInfo.InvariantCulture, $"takeover?msn={msn}"),
            cancellation
        );
        return response is { IsSuccessStatusCode: true };
    }

    /// <summary>
    /// Tells an encoder which frame was the last one written to it, so that it counts those that it
    /// never got; false when it is to be told again.
    /// </summary>
    public async Task<bool> SettleAsync(
        EncoderAddress encoder,
        CameraId camera,
        FeedPlace last,
        CancellationToken cancellation
    )
    {
        using var response = await PostAsync(
            encoder,
            camera,
            string.Create(CultureInfo.InvariantCulture, $"written?run={last.Run}&last={last.Number}"),
            cancellation
        );
        return response is { StatusCode: not HttpStatusCode.Conflict };
    }

    private async Task<HttpResponseMessage?> PostAsync(
        EncoderAddress encoder,
        CameraId camera,
        string what,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(encoder.Address, $"cameras/{camera.Value}/{what}")
        );
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
