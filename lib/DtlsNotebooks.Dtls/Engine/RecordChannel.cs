using System.Buffers.Binary;
using DtlsNotebooks.Dtls.Engine.Internals;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// BouncyCastle's record layer without its waiting: datagrams are put in, and what is genuine comes out. One thread
/// may open while others send.
/// </summary>
internal sealed class RecordChannel
{
    /// <summary>A ChangeCipherSpec (RFC 5246, section 7.1) in a record of its own, without its number.</summary>
    private static readonly byte[] ChangeCipherSpec =
    [
        (byte)ContentType.change_cipher_spec,
        RecordFilter.DtlsMajorVersion,
        0xFD,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        1,
        1,
    ];

    private readonly object _layer;
    private readonly SessionTransport _transport;
    private readonly bool _isServer;
    private byte[] _datagram = [];
    private int _next;
    private int _end;
    private DiscardingCipher? _cipher;
    private object? _clearEpoch;
    private byte[]? _lastFlight;

    /// <param name="context">BouncyCastle's context.</param>
    /// <param name="peer">Is told of alerts.</param>
    /// <param name="transport">Carries the datagrams.</param>
    internal RecordChannel(TlsContext context, TlsPeer peer, SessionTransport transport)
    {
        _layer = RecordLayerParts.New(context, peer, transport);
        _transport = transport;
        _isServer = context.IsServer;
        peer.NotifyCloseHandle((TlsCloseable)_layer);
    }

    /// <summary>BouncyCastle's own object, for the parts of its handshake that ask for it.</summary>
    internal object Layer => _layer;

    internal bool IsClosed => RecordLayerParts.IsClosed(_layer);

    /// <summary>The most bytes that one record takes now.</summary>
    internal int SendLimit => ((DatagramTransport)_layer).GetSendLimit();

    /// <summary>Records of this epoch are read now.</summary>
    internal int ReadEpoch => RecordLayerParts.ReadEpoch(_layer);

    /// <summary>The keys for what follows the next ChangeCipherSpec of either side.</summary>
    internal void SetPending(TlsCipher cipher)
    {
        _cipher = cipher as DiscardingCipher;
        RecordLayerParts.SetPending(_layer, cipher);
    }

    /// <summary>
    /// Opens one record of a handshake.
    /// </summary>
    /// <param name="record">Holds it, from the start.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="plaintext">Receives what it holds.</param>
    /// <returns>The length of its handshake data, or -1 where it has none.</returns>
    /// <exception cref="TlsFatalAlertReceived">It is a fatal alert.</exception>
    internal int Open(byte[] record, int length, Span<byte> plaintext)
    {
        RecordLayerParts.InConnection(_layer) = true;
        return RecordLayerParts.Open(_layer, length, record, plaintext, null);
    }

    /// <summary>
    /// Sends a part of a handshake message; a ChangeCipherSpec goes before a Finished message, and both are sent in
    /// their epochs.
    /// </summary>
    internal void SendHandshake(ReadOnlySpan<byte> fragment) => ((DatagramTransport)_layer).Send(fragment);

    /// <summary>Both sides have finished.</summary>
    /// <param name="lastFlight">
    /// The Finished message of this side with its header, where it was the last of all: it is sent again for as long as
    /// the peer repeats its own (RFC 6347, section 4.2.4).
    /// </param>
    internal void Finish(byte[]? lastFlight)
    {
        _clearEpoch = lastFlight is null ? null : RecordLayerParts.CurrentEpoch.Get(_layer);
        _lastFlight = lastFlight;
        // The Finished message of the handshake itself asks for no repetition.
        _cipher?.TakeHandshakeType();
        RecordLayerParts.HandshakeSuccessful(_layer, null);
    }

    /// <summary>Sends one record of application data.</summary>
    /// <exception cref="IOException">The session is closed.</exception>
    internal void Send(ReadOnlySpan<byte> data)
    {
        try
        {
            RecordLayerParts.Send(_layer, ContentType.application_data, data);
        }
        catch (IOException e)
        {
            Fail(e is TlsFatalAlert alert ? alert.AlertDescription : AlertDescription.internal_error);
            throw;
        }
    }

    /// <summary>Takes the records of one datagram, to be opened one by one; what was left of another is dropped.</summary>
    internal void Put(ReadOnlySpan<byte> records)
    {
        Clear();
        if (records.Length < RecordFilter.HeaderLength)
            return;

        _datagram = BufferPool.Rent(records.Length);
        records.CopyTo(_datagram);
        _end = records.Length;
    }

    /// <summary>Records of the datagram are left to be opened.</summary>
    internal bool HasMore => _next < _end;

    /// <summary>
    /// Opens the next records of the datagram until one holds application data. What it meets on the way has its
    /// effect: alerts, the repetition of a flight, the wish for another handshake.
    /// </summary>
    /// <param name="plaintext">Receives the data; it has room for the longest record.</param>
    /// <returns>The length of the data, or -1 where the datagram holds no more.</returns>
    /// <exception cref="TlsFatalAlertReceived">The peer has ended the session.</exception>
    internal int OpenNext(Span<byte> plaintext)
    {
        try
        {
            while (TakeNext() is > 0 and int length)
            {
                int opened = RecordLayerParts.Open(_layer, length, _datagram, plaintext, null);
                if (opened >= 0)
                    return opened;

                AnswerHandshake();
                if (IsClosed)
                    break;
            }

            Clear();
            return -1;
        }
        catch (Exception e) when (e is not TlsFatalAlertReceived)
        {
            Fail(e is TlsFatalAlert alert ? alert.AlertDescription : AlertDescription.internal_error);
            if (e is IOException)
                throw;

            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }

    /// <summary>Ends the session with a fatal alert.</summary>
    internal void Fail(short description) => RecordLayerParts.Fail(_layer, description);

    /// <summary>Ends it without a word, where the peer may be another one by now.</summary>
    internal void FailInSilence() => RecordLayerParts.CloseInSilence(_layer);

    /// <summary>Says close_notify (RFC 5246, section 7.2.1), and closes.</summary>
    internal void Close() => ((TlsCloseable)_layer).Close();

    /// <summary>Forgets what is left of the datagram.</summary>
    internal void Clear()
    {
        if (_datagram.Length > 0)
            BufferPool.Return(_datagram);

        (_datagram, _next, _end) = ([], 0, 0);
    }

    /// <summary>Lets go of the keys; the session is over.</summary>
    internal void Forget()
    {
        Clear();
        _cipher?.Forget();
    }

    /// <summary>Moves the next record to the front, since it is opened there.</summary>
    private int TakeNext()
    {
        int left = _end - _next;
        if (left < RecordFilter.HeaderLength)
            return 0;

        int length = RecordFilter.HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(_datagram.AsSpan(_next + 11));
        if (length > left)
            return 0;

        if (_next > 0)
            Buffer.BlockCopy(_datagram, _next, _datagram, 0, length);

        _next += length;
        return length;
    }

    private void AnswerHandshake()
    {
        switch (_cipher?.TakeHandshakeType())
        {
            case HandshakeType.finished when _lastFlight is not null:
                RepeatLastFlight(_lastFlight);
                break;
            case HandshakeType.client_hello when _isServer:
            case HandshakeType.hello_request when !_isServer:
                // RFC 5246, section 7.2.2: the session goes on as it is.
                RecordLayerParts.Warn(_layer, AlertDescription.no_renegotiation, null);
                break;
        }
    }

    /// <summary>
    /// In records with numbers of their own (RFC 6347, section 4.2.4). The epoch that is written never changes here, so
    /// that what another thread sends meanwhile stays protected.
    /// </summary>
    private void RepeatLastFlight(byte[] finished)
    {
        byte[] change = [.. ChangeCipherSpec];
        long number = RecordLayerParts.NextNumber(_clearEpoch!);
        BinaryPrimitives.WriteInt16BigEndian(change.AsSpan(5), (short)(number >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(change.AsSpan(7), (uint)number);
        _transport.Send(change);
        RecordLayerParts.Send(_layer, ContentType.handshake, finished);
    }
}
