// Owns the demo shop: its number, its template, and what its customers wrote.

export const demoShop = {
  workspaceName: 'Toko Melati',
  owner: 'Sari Wulandari',
  sessionName: 'Toko Melati',
  phone: '6281200001212',
  apiKeyName: 'Toko online (demo)',
  template: {
    name: 'Konfirmasi pesanan',
    body: 'Halo {{fullname}}, terima kasih! Pesanan {{order_id}} sudah kami terima dan segera kami siapkan. Kami kabari lagi begitu paket dikirim.',
  },
} as const

/** One line of a conversation: `customer` writes from the simulated phone, `shop` answers in the inbox. */
export type Line = readonly [author: 'customer' | 'shop', text: string]

export interface Customer {
  readonly phone: string
  readonly name: string
  readonly lines: readonly Line[]
}

/** Oldest first. A conversation that ends with the customer stays unread. */
export const customers: readonly Customer[] = [
  {
    phone: '6281200000101',
    name: 'Ratna Kusuma',
    lines: [
      ['customer', 'Selamat pagi, apakah bisa pesan grosir untuk seragam kantor? Sekitar 40 kemeja.'],
      ['shop', 'Selamat pagi Bu Ratna, bisa sekali. Mulai 24 potong sudah dapat harga grosir.'],
      ['customer', 'Boleh minta daftar harganya?'],
      [
        'shop',
        'Tentu. Lengan pendek Rp 145.000, lengan panjang Rp 165.000 per potong, sudah termasuk bordir nama.',
      ],
      ['customer', 'Baik, saya diskusikan dulu dengan kantor. Terima kasih 🙏'],
      ['shop', 'Sama-sama Bu, kami tunggu kabarnya.'],
    ],
  },
  {
    phone: '6281200000102',
    name: 'John Smith',
    lines: [
      ['customer', 'Hi! Do you ship to Singapore?'],
      ['shop', 'Hello John, yes we do. It takes 4 to 6 days and costs IDR 120,000 for up to 1 kg.'],
      ['customer', 'Great, I will order two sarongs tonight.'],
      ['shop', 'Wonderful, just send us the order number here once it is done.'],
    ],
  },
  {
    phone: '6281200000103',
    name: 'Rizky Pratama',
    lines: [
      ['customer', 'Min, kemeja batik parang ukuran XL masih ada?'],
      ['shop', 'Halo Kak Rizky, masih ada 3 potong. Mau kami simpankan?'],
      ['customer', 'Mau dong, saya ambil satu. Transfer ke BCA bisa ya?'],
    ],
  },
  {
    phone: '6281200000104',
    name: 'Dewi Lestari',
    lines: [
      ['customer', 'Kak, paket saya INV-20481 sudah sampai mana ya?'],
      ['shop', 'Halo Kak Dewi, kami cek dulu ya.'],
      ['shop', 'Paketnya sudah di Semarang, perkiraan sampai besok siang.'],
      ['customer', 'Oke siap, makasih infonya!'],
      ['customer', 'Kalau besok saya tidak di rumah, boleh dititip ke satpam?'],
    ],
  },
  {
    phone: '6281200000105',
    name: 'Budi Santoso',
    lines: [
      ['customer', 'Halo, warna yang di foto sama persis dengan aslinya?'],
      ['customer', 'Saya mau untuk kondangan hari Sabtu, kalau pesan hari ini masih keburu?'],
    ],
  },
]
