using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Exceptions;

namespace MQTTnet.Connection;

/// <summary>Opens the byte stream to a broker: TCP, and TLS over it.</summary>
internal static class MqttTransport
{
    /// <exception cref="MqttCommunicationException">The broker cannot be reached, or TLS did not agree with it.</exception>
    public static async Task<Stream> OpenAsync(MqttClientTcpOptions options, CancellationToken cancellationToken)
    {
        var socket = CreateSocket(options);
        try
        {
            await socket.ConnectAsync(options.RemoteEndpoint, cancellationToken).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return options.TlsOptions?.UseTls == true ? await SecureAsync(stream, options, cancellationToken).ConfigureAwait(false) : stream;
        }
        catch (Exception exception)
        {
            socket.Dispose();
            switch (exception)
            {
                case OperationCanceledException:
                    throw;
                case SocketException { SocketErrorCode: SocketError.TimedOut }:
                    throw new MqttCommunicationTimedOutException(exception);
                case SocketException:
                    throw new MqttCommunicationException($"Cannot connect to '{options.RemoteEndpoint}': {exception.Message}", exception);
                default:
                    throw new MqttCommunicationException(exception);
            }
        }
    }

    private static Socket CreateSocket(MqttClientTcpOptions options)
    {
        var socket = options.AddressFamily == AddressFamily.Unspecified
            ? new Socket(SocketType.Stream, options.ProtocolType)
            : new Socket(options.AddressFamily, SocketType.Stream, options.ProtocolType);
        if (options.LocalEndpoint is not null) socket.Bind(options.LocalEndpoint);
        socket.ReceiveBufferSize = options.BufferSize;
        socket.SendBufferSize = options.BufferSize;
        if (options.ProtocolType == ProtocolType.Tcp) socket.NoDelay = options.NoDelay;
        if (options.LingerState is not null) socket.LingerState = options.LingerState;
        if (options.DualMode is { } dualMode) socket.DualMode = dualMode;
        return socket;
    }

    private static async Task<Stream> SecureAsync(Stream stream, MqttClientTcpOptions options, CancellationToken cancellationToken)
    {
        var tls = options.TlsOptions;
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, chain, errors) => IsTrusted(options, certificate, chain, errors));
        try
        {
            await secure.AuthenticateAsClientAsync(AuthenticationOptions(options, tls), cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static SslClientAuthenticationOptions AuthenticationOptions(MqttClientTcpOptions options, MqttClientTlsOptions tls)
    {
        var revocation = tls.IgnoreCertificateRevocationErrors ? X509RevocationMode.NoCheck : tls.RevocationMode;
        var authentication = new SslClientAuthenticationOptions
        {
            AllowRenegotiation = tls.AllowRenegotiation,
            ApplicationProtocols = tls.ApplicationProtocols,
            CertificateRevocationCheckMode = revocation,
            CipherSuitesPolicy = tls.CipherSuitesPolicy,
            ClientCertificates = tls.ClientCertificatesProvider?.GetCertificates(),
            EnabledSslProtocols = tls.SslProtocol,
            EncryptionPolicy = tls.EncryptionPolicy,
            TargetHost = string.IsNullOrEmpty(tls.TargetHost) ? (options.RemoteEndpoint as DnsEndPoint)?.Host : tls.TargetHost,
        };
        if (tls.TrustChain is not { Count: > 0 } roots) return authentication;

        authentication.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            VerificationFlags = X509VerificationFlags.IgnoreEndRevocationUnknown,
            RevocationMode = revocation,
        };
        authentication.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        return authentication;
    }

    private static bool IsTrusted(MqttClientTcpOptions options, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors)
    {
        if (options.TlsOptions.CertificateValidationHandler is { } decide)
            return decide(new MqttClientCertificateValidationEventArgs(certificate, chain, errors, options));

        if (options.TlsOptions.IgnoreCertificateChainErrors) errors &= ~SslPolicyErrors.RemoteCertificateChainErrors;
        return errors == SslPolicyErrors.None;
    }
}
